"""The session's state is in one place, and our own changes do not answer to themselves."""

import ast
from pathlib import Path

import pytest
from dynmask.dynmask_blender.session import session

SOURCES = sorted(Path(session.__file__).parents[1].rglob("*.py"))


def test_updating_lasts_until_the_outermost_ends_also_after_an_error():
    assert not session.is_updating("a")
    with session.updating("a"):
        with session.updating("a"), session.updating("b"):
            assert session.is_updating("a") and session.is_updating("b")
        assert session.is_updating("a") and not session.is_updating("b")
    with pytest.raises(ValueError), session.updating("a"):
        raise ValueError
    assert not session.is_updating("a")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_module_keeps_state_of_its_own(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert not [node.names for node in ast.walk(tree) if isinstance(node, ast.Global)]
