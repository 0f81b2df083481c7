"""Generate List: an action, or a file, for every row of a text or CSV file of sentences."""

from dataclasses import dataclass, field
from pathlib import Path

import bpy
from bpy.props import StringProperty
from bpy_extras.io_utils import ImportHelper

from ...export import formats, takes
from ...rig import mappings, targets
from ...session import jobs, status
from ...takes import listed
from ..common import NeedsArmature
from ..generate import request

# Rows in one request: together they cost less than one by one; what is cancelled is at most so many.
BATCH = 8
MOST_BYTES = 2**26
ENDINGS = {"ACTIONS": "", "FBX": ".fbx", "GLTF": ".glb"}
KINDS = (
    ("ACTIONS", "Actions", "Every row becomes an action in this file"),
    ("FBX", "FBX Files", "Every row becomes an FBX file for the engine chosen under Export"),
    ("GLTF", "glTF Files", "Every row becomes a binary glTF file"),
)


class _Lists(NeedsArmature):
    bl_options = {"REGISTER"}

    def start(self, context, text, where):
        """Ask what the text's rows are, then make them batch by batch."""
        scene, chosen = context.scene, context.scene.dynmask
        target, kind = targets.target(context), chosen.list_makes
        mappings.get_or_detect(targets.armature(context))
        folder = bpy.path.abspath(chosen.list_folder)
        if kind != "ACTIONS":
            formats.require_exporter(kind)
            if not chosen.list_folder or not Path(folder).is_dir():
                raise status.Problem(f"There is no folder '{folder}' for the files: choose one under Folder")
        first = scene.frame_start if chosen.place == "SCENE" else scene.frame_current
        work = _Work(where, kind, folder, targets.Asked.of(scene), first, scene.name)
        params = {"text": text, "name": where, "ending": ENDINGS[kind], "seed": 0}

        def found(answer):
            work.begin(listed.read(answer, target.name))
            work.notices += answer.get("notices") or []
            yield
            jobs.then(work.go_on)

        jobs.submit("Reading the list", "rows", params, found)


class DYNMASK_OT_generate_list(_Lists, bpy.types.Operator):
    """Make an action or a file for every row of a text: sentence, seconds, seed, file, rig; done ones stay"""

    bl_idname = "dynmask.generate_list"
    bl_label = "Generate List"

    def act(self, context):
        name = context.scene.dynmask.list_text
        text = bpy.data.texts.get(name)
        if text is None:
            choose = "Choose a text with the list first"
            raise status.Problem(f"There is no text '{name}': {choose.lower()}" if name else choose)
        self.start(context, text.as_string(), text.name)


class DYNMASK_OT_generate_list_file(_Lists, ImportHelper, bpy.types.Operator):
    """Make an action or a file for every row of a CSV file: sentence, seconds, seed, file, rig"""

    bl_idname = "dynmask.generate_list_file"
    bl_label = "Generate CSV"

    filename_ext = ".csv"
    filter_glob: StringProperty(default="*.csv;*.tsv;*.txt", options={"HIDDEN"})

    def act(self, context):
        path = Path(bpy.path.abspath(self.filepath))
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
        if data is None:
            raise status.Problem(f"{path.name} is larger than {MOST_BYTES >> 20} MiB: split it")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            said = f"{path.name}, line {line}, is not UTF-8 text: save it as CSV UTF-8"
            raise status.Problem(said) from error
        self.start(context, text, path.name)


@dataclass
class _Work:
    """One run over a list; nothing of Blender's is held between its batches."""

    where: str
    kind: str
    folder: str
    asked: targets.Asked
    first: int
    scene: str
    rows: list = field(default_factory=list)
    finds: dict = field(default_factory=dict)
    notices: list = field(default_factory=list)
    total: int = 0
    there: int = 0

    def begin(self, rows):
        """Look at all rows before any is made. Raises Problem for the first that cannot be."""
        scene = bpy.data.scenes[self.scene]
        found = listed.rigs(rows, self.where)
        for obj in found.values():
            mappings.get_or_detect(targets.usable(obj))
        self.finds = {name: targets.of(obj, scene).resolve for name, obj in found.items()}
        if self.kind == "ACTIONS":
            self.rows = listed.left(rows)
        else:
            self.rows = [row for row in rows if not self._file(row).exists()]
        self.total, self.there = len(rows), len(rows) - len(self.rows)
        # Takes of like length in one batch: less padding.
        self.rows.sort(key=lambda row: (row.seconds is None, row.seconds or 0.0))

    def go_on(self):
        """Ask for the next rows, or say that all are done."""
        done = self.total - len(self.rows)
        if not self.rows:
            there = f"{self.there} were there already" if self.there else ""
            what = "action" if self.kind == "ACTIONS" else "file"
            made = status.counted(self.total - self.there, what)
            status.tell(status.joined(f"{self.where}: {made} made", there, *self.notices))
            return
        batch = self.rows[:BATCH]
        chosen = bpy.data.scenes[self.scene].dynmask
        params = request(chosen, [row.seed for row in batch])
        del params["prompt"]
        params |= {"prompts": [row.sentence for row in batch], "seconds": [row.seconds for row in batch]}

        def apply(result):
            if len(result["takes"]) != len(batch):
                raise status.Problem("The backend made another number of takes than was asked for")
            self.notices += [text for text in result.get("notices") or () if text not in self.notices]
            said = yield from listed.making(self.finds, batch, result["takes"], self.asked, self.first)
            self.notices += [text for text in said if text not in self.notices]
            if self.kind != "ACTIONS":
                yield from self._export(batch)
            del self.rows[: len(batch)]
            jobs.then(self.go_on)

        label = f"Generating {done + 1} to {done + len(batch)} of {self.total}"
        undo = "Generate List" if self.kind == "ACTIONS" else None
        jobs.submit(label, "generate", params, apply, undo=undo, on_error=self._stopped)

    def _stopped(self, error):
        """What was made before an error or a cancel stays: say so, and how to go on."""
        made = self.total - self.there - len(self.rows)
        if made:
            level = status.current.level
            status.tell(f"{error}; {made} of {self.total} are done: Generate again makes the others", level)

    def _file(self, row):
        return Path(self.folder) / row.name

    def _export(self, batch):
        """Steps that write the actions of a batch to files; however they end, no action of it stays."""
        try:
            for row in batch:
                obj, _ = self.finds[row.rig]()
                action = listed.action_of(row)
                if action is None:
                    raise status.Problem("An undo took actions of the list away: generate the list again")
                source = takes.Source(action, Path(row.name).stem, row.name)
                takes.export_each(obj, [source], [self._file(row)], self._write(obj))
                yield
        finally:
            for action in filter(None, map(listed.action_of, batch)):
                bpy.data.actions.remove(action)

    def _write(self, obj):
        preset = bpy.context.scene.dynmask.export_preset

        def write(path, name):
            if self.kind == "GLTF":
                return formats.export_gltf(bpy.context, obj, path, clip=name, meshes=False)
            return formats.export_fbx(bpy.context, obj, path, preset=preset, clip=name, meshes=False)

        return write


CLASSES = (DYNMASK_OT_generate_list, DYNMASK_OT_generate_list_file)
