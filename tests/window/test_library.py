"""The library by mouse and offline, with the weights of the zip: the notice, a search, and My Library.

Needs the Blender kit, Xvfb, xdotool and `unshare`; skips without. Pictures are left in out/window/.
"""

import pytest

from tests.window.clicks import confirm_typed, confirmed, makes, shot
from tests.window.kit import GENERATE, PROMPT

# Where in the sidebar's width My Library has its plus, and a row of it its pencil and its cross.
PLUS, PENCIL, CROSS = 0.67, 0.67, 0.82
MINE = "a person does the teapot"


@pytest.fixture
def installed(complete):
    return complete


def test_known_unknown_and_ones_own(offline_window):
    window = offline_window
    window.type_into(*window.find(PROMPT), "a person rides an ostrich")
    unknown = makes(window, GENERATE, "generated", seconds=300)
    assert "Nothing like “rides an ostrich” is known; closest: " in unknown["message"]
    shot(window, "library-unknown")

    window.open_panel("Library")
    window.type_into(*window.find("dynmask.library_query"), "a high kick")
    window.wait(lambda s: s["query"] == "a high kick" and s["found"] and not s["searching"], 60)
    shot(window, "library-found")
    shown = makes(window, "dynmask.preview_moment(entry=", "library", 0.2)
    assert "kick" in shown["prompts"][-1] and len(shown["begun"]) == 1
    shot(window, "library-previewed")

    # Its own sentence finds it, and Generate begins with it.
    window.click(*window.find("dynmask.add_to_library", PLUS))
    shot(window, "library-adding")
    confirm_typed(window, MINE)
    added = window.wait(lambda s: s["mine"] == [MINE], 60)
    assert added["takes"] == shown["takes"] and added["keys"] == shown["keys"]
    window.type_into(*window.find(PROMPT), MINE)
    own = makes(window, GENERATE, "generated", seconds=300)
    assert [MINE, True] in own["begun"] and "Nothing like" not in own["message"]
    shot(window, "library-own")

    window.type_into(*window.find("dynmask.library_query"), "teapot")
    window.wait(lambda s: s["query"] == "teapot" and not s["searching"], 60)
    window.click(*window.find("dynmask.rename_moment", PENCIL))
    confirm_typed(window, "a person is a teapot")
    window.wait(lambda s: s["mine"] == ["a person is a teapot"], 60)
    shot(window, "library-renamed")
    gone = confirmed(window, window.find("dynmask.remove_moment", CROSS), lambda s: not s["mine"])
    assert gone["takes"] == own["takes"] and gone["action"] == own["action"]
