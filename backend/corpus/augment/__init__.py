"""More training clips from those there are; `pipeline` calls each kind and counts what came of it."""
