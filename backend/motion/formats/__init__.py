"""Readers and writers of motion files, and the animator's own moments."""
