"""Buttons that direct an action which is there: pins, parts of the body, Mirror."""
