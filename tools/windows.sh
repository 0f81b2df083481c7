#!/bin/sh
# The tests in a Windows Python under Wine: tools/windows.sh KIT [FOLDER OF TESTS …]
# KIT is the folder with setup_wine.sh (see its NOTES.md); without one nothing is done, which is said.
#   WINE_KIT=DIR    where Wine, its Python and copies of the sources and the zip are kept (default ~/.cache/wine-kit)
#   WITH_BPY=1      also tests/blender in Blender's own Windows module, 330 MB more
#   PART_SECONDS=N  each folder of tests gets so long (3600)
# Counts of every folder go into out/platforms, where tools/platforms.py finds them; all that was said into out/windows.
set -eu
notes=$1
shift
if [ ! -f "$notes/setup_wine.sh" ]; then
    echo "test-windows: skipped, no Windows kit at $notes (WINDOWS=FOLDER names another)"
    exit 0
fi
notes=$(cd "$notes" && pwd)
cd "$(dirname "$0")/.."
kit=${WINE_KIT:-$HOME/.cache/wine-kit} python=${PYTHON:-.venv/bin/python}
logs=out/windows results=out/platforms
mkdir -p "$kit" "$logs" "$results"
[ -x "$python" ] || tools/setup.sh
WITH_TORCH=1 bash "$notes/setup_wine.sh" "$kit" > "$logs/setup.log" 2>&1 ||
    { echo "test-windows: the kit could not be set up, see $logs/setup.log"; exit 1; }

# --- what Windows sees of this machine: the kit's folder as D:, with the sources, the fixtures and the zip in it
rm -rf "$kit/dynmask" "$kit/results"
mkdir -p "$kit/dynmask" "$kit/results"
git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- -cf - | tar -xf - -C "$kit/dynmask"
[ ! -d ../shared ] || ln -sfn "$(cd ../shared && pwd)" "$kit/shared"
zip=$(ls dist/dynmask-*-windows_x64.zip 2>/dev/null | tail -n 1)
if [ -z "$zip" ]; then
    "$python" tools/build_extension.py --platform windows-x64 > "$logs/zip.log" 2>&1 ||
        { echo "test-windows: the zip could not be built, see $logs/zip.log"; exit 1; }
    zip=$(ls dist/dynmask-*-windows_x64.zip | tail -n 1)
fi
cp "$zip" "$kit/extension.zip"
# What Linux makes of the zip's weights has to come out there too.
"$python" -m backend generate --runtime onnx --prompt "a person waves" --seconds 3 --seed 7 --out "$kit/expected.npz" \
    > "$logs/expected.log" 2>&1 || { echo "test-windows: no take could be made here, see $logs/expected.log"; exit 1; }
export DYNMASK_ZIP='D:\extension.zip' DYNMASK_EXPECTED='D:\expected.npz'

# --- each folder in a process of its own, through pipes: Wine 8 knows no file as standard output
# Not: what clicks in Linux' windows, what kills and measures for hours, developers' bench.
parts=${*:-tests/installed tests/server tests/extension tests/motion tests/direction tests/generation tests/text
    tests/models tests/importing tests/preview tests/cli $(echo tests/test_*.py) tests/tools tests/fuzz tests/training
    tests/research/evaluation tests/research/experiments tests/research/figures tests/corpus}
[ -z "${WITH_BPY:-}" ] || parts="$parts tests/blender"
for part in $parts; do
    name=$(echo "$part" | sed 's,^tests/,,; s,/,-,g; s,\.py$,,')
    echo "windows: $part, see $logs/$name.log"
    . "$kit/env.sh"
    # Whatever a test leaves running would keep the pipe open: it ends with Wine.
    (cd "$kit/dynmask" && { echo | timeout "${PART_SECONDS:-3600}" wine 'C:\Python311\python.exe' -X utf8 -m pytest -q \
        -p no:cacheprovider --junitxml="D:\\results\\$name.xml" "$part" 2>&1; wineserver -k; } | cat) > "$logs/$name.log" || true
    tail -n 1 "$logs/$name.log"
    rm -f "$results/windows-$name.xml" "$results/windows-$name"-*.xml
    if [ -f "$kit/results/$name.xml" ]; then cp "$kit/results/$name.xml" "$results/windows-$name.xml"
    else echo "FAILED: it ended without a word of what passed"; failed=1; fi
done
"$python" tools/platforms.py check windows || failed=1
exit "${failed:-0}"
