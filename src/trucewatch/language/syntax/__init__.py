"""English sentences as dependency trees: the project's own parser (docs/model-cards/parser-en.md).

Runs on onnxruntime, tokenizers and numpy; trained by ``training/parser``.
"""

from trucewatch.language.syntax.parser import Parser, Sentence, Token

__all__ = ["Parser", "Sentence", "Token"]
