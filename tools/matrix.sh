#!/bin/sh
# Run the Blender tests in several Blenders: tools/matrix.sh FOLDER
# FOLDER holds one entry a Blender, of either kind:
#   a Python environment with bpy, hypothesis and pytest (bin/python), such as bpy-4.2, bpy-4.5 and bpy-5.0: tests/blender
#   run in it
#   a kit of Blenders with windows, 4.3 and 5.2 (bin/, see tests/window/kit.py): tests/window click in them
# A line for each at the end; ends with 1 where one failed.
set -eu
[ $# = 1 ] && [ -d "$1" ] || { echo "usage: tools/matrix.sh FOLDER (see the first lines of this file)" >&2; exit 2; }
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
report= failed=0

note() { report="$report$1
"; echo "$1"; }

for entry in "$folder"/*; do
    name=$(basename "$entry")
    if [ -x "$entry/bin/python" ]; then
        set -- "$entry/bin/python" -m pytest -q tests/blender
    elif [ -d "$entry/bin" ]; then
        set -- env BT_ROOT="$entry" .venv/bin/python -m pytest -q tests/window
    else
        note "$name: skipped, there is no bin in it"
        continue
    fi
    if "$@"; then note "$name: passed"; else note "$name: FAILED"; failed=1; fi
done
[ -n "$report" ] || { echo "$folder holds no Blender" >&2; exit 2; }
printf '\n%s' "$report"
exit "$failed"
