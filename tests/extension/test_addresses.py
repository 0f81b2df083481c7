"""Where packages come from: over TLS or from this machine, and no log tells who asked."""

import json
import sys
import threading

import pytest
from dynmask.dynmask_blender.runtime_setup import addresses, children, faults, wheels

GOOD = (
    "https://download.example/whl/cu130",
    "HTTPS://me:word@example",
    "file:///srv/whl",
    "file://share/whl",
)
BAD = ("http://example/whl", "ftp://example", "git+https://example", "https://", "https:///whl",
       "example.org/whl", "https://a http://b", "-r", "/no/such/folder")  # fmt: skip


def test_an_index_is_https_or_a_folder(tmp_path):
    for good in (*GOOD, str(tmp_path)):
        assert addresses.trouble(good) == "", good
    for bad in BAD:
        assert addresses.trouble(bad) == (
            "Package Index must be an address that begins with https://, or a folder on this computer; "
            f"'{bad}' is neither"
        )
    assert "word" not in addresses.trouble("http://me:word@example/whl?token=word")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://me:wo@rd@example/a b", "https://****@example/a b"),
        ("--url https://token@example", "--url https://****@example"),
        ("https://example/a?key=1&b=2#c d", "https://example/a?****#c d"),
        ("https://example/a@b", "https://example/a@b"),
        ("mail me@example", "mail me@example"),
    ],
)
def test_who_asks_is_not_shown(text, shown):
    assert addresses.redacted(text) == shown


class Orders:
    cancelled = threading.Event()

    def check(self):
        pass


def test_the_log_and_the_sentences_name_no_password(tmp_path):
    with open(tmp_path / "log", "w+b") as log:
        code, _ = children.Children(log, Orders()).run(
            sys.executable, "this", "--extra-index-url", "https://me:secret@example/whl"
        )
    text = (tmp_path / "log").read_text("utf-8")
    assert code == 0 and "secret" not in text and "--extra-index-url https://****@example/whl\n" in text
    assert "secret" not in str(faults.of_pip(1, "ERROR: Bad https://me:secret@example/whl/x"))


def test_a_wheel_that_would_come_in_the_clear_is_refused(tmp_path, monkeypatch):
    pip = object.__new__(wheels.Pip)
    pip._temp, pip._where, pip._python, pip._program = tmp_path, (), "python", tmp_path

    def run(command, *arguments, **_):
        item = {
            "metadata": {"name": "torch", "version": "2"},
            "download_info": {"url": "http://x/torch-2.whl"},
        }
        (tmp_path / "report.json").write_text(json.dumps({"install": [item]}))

    monkeypatch.setattr(pip, "_run", run)
    with pytest.raises(faults.Failure) as caught:
        pip.plan(("torch",), ())
    assert str(caught.value) == "torch would not come over https: choose another index"
