"""Lists of sentences: what rows mean, what is refused and how that is said."""

import pytest

from backend.generation import lists
from backend.generation.errors import UserError


def rows(text, **more):
    return lists.parse(text, "list.csv", **more)[0]


def test_a_header_names_the_columns_in_any_order():
    found, notices = lists.parse(
        "file;rig;Sentence;seconds\nw;Hero;walks, then waves;2,5\n\n;;sits;\n", "list.csv"
    )
    assert found == [
        lists.Row(2, "walks, then waves", 2.5, 0, "w.npz"), lists.Row(4, "sits", None, 0, "sits_0.npz")
    ]  # fmt: skip
    assert notices == ["Not used here: the column rig of list.csv."]


def test_without_a_header_the_order_counts():
    assert rows('"walks, waves",3,7,a.bvh\nsits\n', ending=".bvh") == [
        lists.Row(1, "walks, waves", 3.0, 7, "a.bvh"), lists.Row(2, "sits", None, 0, "sits_0.bvh")
    ]  # fmt: skip


def test_a_byte_order_mark_and_windows_line_ends_are_read_over(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("\ufeffsentence,seed\r\ngrüßt,5\r\n".encode())
    assert lists.read(path)[0] == [lists.Row(2, "grüßt", None, 5, "grüßt_5.npz")]
    path.write_bytes(b"sentence\nwalks\ngr\xfc\xdft\n")
    with pytest.raises(UserError, match=r"list\.csv, line 3, is not UTF-8"):
        lists.read(path)


def test_a_sentence_said_again_gets_another_seed():
    found = rows("sentence,seed\nwalks,\nruns,\nwalks,\nwalks,9\nwalks,\n", seed=4)
    assert [row.seed for row in found] == [4, 4, 5, 9, 6]
    assert rows("walks\nwalks", seed=2**31 - 1)[1].seed == 0


@pytest.mark.parametrize(
    "text, said",
    [("walks,3\nruns,soon", r"list\.csv, row 2, column seconds: the length must be from 0\.4 .*'soon'"),
     ("walks,500", "row 1, column seconds: the length"),
     ("walks,nan", "row 1, column seconds: the length"),
     ("walks,3,1.5", "row 1, column seed: the seed must be a whole number"),
     ("walks,3,-1", "row 1, column seed"),
     ("sentence,file\n,a", "row 2, column sentence: it is empty"),
     ("walks,3,1,a,b", "row 1, column 5: there are only 4 columns"),
     ("sentence\nwalks, waves", "row 2, column 2: there are only 1 columns; a sentence with a comma"),
     ("seed,sentence,seed\n1,walks,2", "row 1, column seed: there are two"),
     ("\n \n", "holds no sentences"), ("sentence,seed\n", "no sentences below its header"),
     ("walks\0", "zero bytes"), ('"' + "a" * 200_000 + '"', "not a CSV file: field larger")],
)  # fmt: skip
def test_a_bad_row_is_one_sentence_naming_row_and_column(text, said):
    with pytest.raises(UserError, match=said) as refused:
        rows(text)
    assert "\n" not in str(refused.value)


def test_names_of_files_are_safe_and_unique():
    found, notices = lists.parse(
        "sentence,file\na,../../etc/passwd\nb,Walk.npz\nc,walk\nd,con.bvh\ne,???\nf,walk_2.npz\ne,\n", "x"
    )
    assert [row.file for row in found] == [
        "etc_passwd.npz", "Walk.npz", "walk_2.npz", "_con.bvh", "e_0.npz", "walk_2_2.npz", "e_1.npz",
    ]  # fmt: skip
    assert notices == [
        "5 file names were changed, to be safe and unlike others: row 2 goes to etc_passwd.npz."
    ]


@pytest.mark.parametrize("name", ["ü" * 300, "a b" * 100, "COM1", "...", "a/b\\c:d", "tail. ."])
def test_a_safe_name_is_one_on_every_system(name):
    safe = lists.safe(name)
    assert len(safe.encode()) <= 160 and not set(safe) & set('/\\:*?"<>| ')
    assert safe == safe.strip(".") and safe.lower() != "com1"


def test_shards_are_the_whole_list_once():
    found = rows("\n".join(f"walks {i}" for i in range(11)))
    parts = [lists.shard(found, f"{i}/3") for i in (1, 2, 3)]
    assert sorted((row for part in parts for row in part), key=lambda row: row.row) == found
    assert [len(part) for part in parts] == [4, 4, 3] and lists.shard(found, None) == found
    for text in ("0/3", "4/3", "3", "1/0", "-1/3", "a/b"):
        with pytest.raises(UserError, match="i from 1 to n"):
            lists.shard(found, text)


def test_a_rig_is_read_where_it_is_asked_for():
    found, notices = lists.parse("sentence,rig\nwaves,Hero\nwalks,\n", "list.csv", ending=".fbx", rigs=True)
    assert [(row.rig, row.file) for row in found] == [("Hero", "waves_0.fbx"), ("", "walks_0.fbx")]
    assert notices == []
    assert lists.parse("waves,1,2,w.fbx,Hero", "list.csv", ending=".fbx", rigs=True)[0] == [
        lists.Row(1, "waves", 1.0, 2, "w.fbx", "Hero")
    ]
    with pytest.raises(UserError, match="row 1, column 6: there are only 5 columns"):
        lists.parse("waves,1,2,w,Hero,more", "list.csv", rigs=True)
