"""What is known about words: registers of parties, a gazetteer, times, counts, sentences. Lexicons are YAML data."""
