"""The web face: pages and a JSON API over the desk of a case (docs/how-to/serve.md, decisions 21 and 22)."""
