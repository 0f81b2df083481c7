"""Stage and dance floor."""
