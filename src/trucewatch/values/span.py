"""A span: characters of a report's text, verbatim."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from trucewatch.values.base import Value


class Span(Value):
    """``text`` is exactly the report's text from ``start`` to ``end`` (character offsets, end excluded)."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"a span of {self.end - self.start} characters cannot hold {len(self.text)}")
        return self
