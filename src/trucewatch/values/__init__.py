"""Values: what records are made of. Small, frozen, comparable; no I/O; they import nothing of the house."""
