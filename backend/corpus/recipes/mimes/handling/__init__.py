"""What hands do with things: tools, loads, meals, clothes, doors, weapons."""
