"""Making the library that travels with weights, and what it knows, from a corpus file."""
