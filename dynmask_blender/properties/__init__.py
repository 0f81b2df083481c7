"""What is saved in the .blend, and the tooltips of its fields."""
