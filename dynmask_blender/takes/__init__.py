"""Takes: made from an answer, shown, kept, accepted or discarded, and remembered."""
