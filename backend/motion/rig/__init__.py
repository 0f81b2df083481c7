"""A skeleton of any origin: what its bones are called, how they hang, which part of the body each one is."""
