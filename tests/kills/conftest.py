"""The repository as the package `dynmask`, for the extension's client."""

from tests.extension import conftest  # noqa: F401
