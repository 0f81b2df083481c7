"""What is said of a motion: sentences written by people who looked at it, and where they hold."""
