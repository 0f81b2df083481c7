from tests.generation.library.conftest import library, make_library, word_runtime

__all__ = ["library", "make_library", "word_runtime"]
