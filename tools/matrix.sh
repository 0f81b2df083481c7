#!/bin/sh
# Run the Blender tests in several Blenders: tools/matrix.sh FOLDER
# FOLDER, or what is in it, are of either kind:
#   a Python environment with bpy, pytest, scipy, ufbx and pygltflib (bin/python), such as venv-4.2, venv-4.5, venv-5.0: tests/blender run in it
#   a kit of Blenders with windows (bin/blender43, bin/blender52, see tests/window/kit.py): tests/window click in each;
#   what they hold for no window, such as the zip in the kit's modules, comes under "installs"
# A line of counts for each at the end, all they said in out/matrix/. Ends with 1 where one failed, where all tests
# of one were skipped, and where one of VERSIONS (default: 4.2 4.3 4.5 5.0 5.2) is not there.
set -eu
[ $# = 1 ] && [ -d "$1" ] || { echo "usage: tools/matrix.sh FOLDER (see the first lines of this file)" >&2; exit 2; }
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
logs=out/matrix junit=--junitxml=out/platforms report= failed=0 seen=
wanted=${VERSIONS:-4.2 4.3 4.5 5.0 5.2}
mkdir -p "$logs"

run() {  # name, command…
    name=$1
    shift
    echo "$name: running, see $logs/$name.log"
    if "$@" > "$logs/$name.log" 2>&1; then verdict=passed; else verdict=FAILED failed=1; fi
    counts=$(grep -E '[0-9]+ (passed|failed|skipped|error)' "$logs/$name.log" | tail -n 1 | tr -d =)
    if [ "$verdict" = passed ] && ! printf '%s' "$counts" | grep -Eq '(^| )[1-9][0-9]* passed'; then
        verdict='FAILED (no test passed)' failed=1
    fi
    report="$report$name: $verdict, ${counts:-it said no counts}
"
    seen="$seen $(printf '%s\n' "$name" | sed -nE 's/^(venv-|blender)([0-9])\.?([0-9]+)$/\2.\3/p') "
}

for entry in "$folder" "$folder"/*; do
    if [ -x "$entry/bin/python" ]; then
        name=$(basename "$entry")
        run "$name" "$entry/bin/python" -m pytest -q "$junit/$name.xml" tests/blender
        continue
    fi
    windows=0
    for window in "$entry"/bin/blender[0-9]*; do
        [ -x "$window" ] || continue
        name=$(basename "$window") windows=1
        run "$name" env BT_ROOT="$entry" .venv/bin/python -m pytest -q -k "$name" \
            "$junit/$name.xml" tests/window
    done
    [ $windows = 0 ] || run installs env BT_ROOT="$entry" .venv/bin/python -m pytest -q -k "not blender" \
        "$junit/installs.xml" tests/window
done
[ -n "$report" ] || { echo "$folder holds no Blender" >&2; exit 2; }
printf '%s' "$report"
missing=
for version in $wanted; do
    case "$seen" in *" $version "*) ;; *) missing="$missing $version" ;; esac
done
[ -z "$missing" ] || { echo "FAILED, not tested because not there:$missing (VERSIONS names others)"; failed=1; }
exit "$failed"
