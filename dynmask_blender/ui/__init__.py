"""Panels, preferences and shortcuts. Drawing looks nothing up but settings and the status."""
