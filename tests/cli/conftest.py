import pytest

from tests.weights import write_tiny


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return str(write_tiny(tmp_path_factory.mktemp("weights") / "tiny"))
