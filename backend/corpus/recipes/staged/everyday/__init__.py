"""Everyday life and work: seats, beds, baths, kitchens, doors and loads."""
