"""The repository as the package `dynmask`, for the extension's client; and how many processes were killed."""

from tests.extension import conftest  # noqa: F401
from tests.kills import doomed


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line(f"{len(doomed.KILLED)} processes killed with SIGKILL")
