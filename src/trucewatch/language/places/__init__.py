"""Place names: how they are written, what they may mean, and which of it is meant."""
