"""Few Bézier keys for many frames."""
