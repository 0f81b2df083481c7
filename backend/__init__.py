"""DynMask's generation backend: motion, models, generation and the process that serves them."""

__version__ = "0.1.0"
