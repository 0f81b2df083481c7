# Every target installs what it needs: Python packages in .venv, and Blender's system libraries.
PY := .venv/bin/python
PROMPT ?= a person walks forward and waves with the right hand
SECS ?= 6
SEED ?= 7
# As typed: a dollar sign in a prompt is no variable of make's.
override PROMPT := $(value PROMPT)
export PROMPT SECS SEED PYTHON TORCH_INDEX

# What tests said, for docs/platforms.md.
JUNIT := --junitxml=out/platforms/

.PHONY: demo test test-installed test-window test-windows lint fuzz kill-tests soak audit matrix extension bench \
	direct-report gpu gpu-msd platforms venv clean

demo: venv
	@$(PY) tools/demo.py --prompt "$$PROMPT" --seconds "$$SECS" --seed "$$SEED"

# Blender in a process of its own: it may crash when Python exits. Kill tests too, before any thread: they fork.
test: venv
	$(PY) -m pytest -q --ignore=tests/blender --ignore=tests/window --ignore=tests/kills --ignore=tests/installed \
		$(JUNIT)linux-main.xml
	OMP_NUM_THREADS=1 $(PY) -m pytest -q tests/kills $(JUNIT)linux-kills.xml
	$(PY) -m pytest -q tests/blender $(JUNIT)venv-4.5.xml

# The complete zip for Linux, built and laid out as Blender installs it, against a take of these sources.
INSTALLED := out/installed
test-installed: venv
	rm -rf $(INSTALLED)
	$(PY) tools/build_extension.py --platform linux-x64 --out $(INSTALLED)
	$(PY) -m backend generate --runtime onnx --prompt "a person waves" --seconds 3 --seed 7 --out $(INSTALLED)/expected.npz
	DYNMASK_ZIP="$$(echo "$$PWD"/$(INSTALLED)/*.zip)" DYNMASK_EXPECTED="$$PWD/$(INSTALLED)/expected.npz" \
		$(PY) -m pytest -q tests/installed $(JUNIT)linux-installed.xml

# Clicks in a real Blender window; see tests/window for what it needs.
test-window: venv
	$(PY) -m pytest -q tests/window

# In a Windows Python under Wine, with the kit of the folder WINDOWS; see tools/windows.sh.
WINDOWS ?= ../shared/windows
test-windows:
	@tools/windows.sh "$(WINDOWS)"

lint: venv
	.venv/bin/ruff check .
	$(PY) tools/lint_imports.py
	.venv/bin/mypy

# Every reader of foreign files and frames, each for so many seconds, guided by coverage; then hostile frames.
FUZZ_SECONDS ?= 30
FUZZ_FRAMES ?= 1000
fuzz: venv
	$(PY) -m tests.fuzz.run --seconds "$(FUZZ_SECONDS)"
	DYNMASK_FRAMES="$(FUZZ_FRAMES)" $(PY) -m pytest -q tests/fuzz/test_frames.py

# SIGKILL at random moments of generation, training, writing and set-up: about eleven times KILLS in all.
KILLS ?= 100
kill-tests: venv
	DYNMASK_KILLS="$(KILLS)" TQDM_DISABLE=1 OMP_NUM_THREADS=1 $(PY) -m pytest -q -s tests/kills

# Requests to one backend process, whose memory must stay flat.
REQUESTS ?= 2000
soak: venv
	DYNMASK_REQUESTS="$(REQUESTS)" OMP_NUM_THREADS=1 $(PY) -m pytest -q -s tests/soak

# Known faults of what is installed and of the wheels in the zips, from the network. Ends well with TOLERANT=1
# where there is none.
audit: venv
	@$(PY) tools/audit.py $(if $(TOLERANT),--tolerant)

# The Blender tests in every Blender of the folder BLENDERS, which has to hold VERSIONS; see tools/matrix.sh.
matrix: venv
	@VERSIONS="$(VERSIONS)" tools/matrix.sh "$(BLENDERS)"

# The zips that animators install, one a system; the wheels inside are downloaded once.
extension: venv
	@$(PY) tools/build_extension.py --platform all

# Seconds per stage beside this machine's floor, as one JSON; about six minutes on a quiet machine.
bench: venv
	@$(PY) -m backend bench $(BENCH)

# All of Direct with the default weights in Blender, measured: docs/directing.md. In the Blenders of the folder
# BLENDERS (venv-4.2, venv-5.0 …, see tools/matrix.sh) as well, where it is given.
direct-report: venv
	@OMP_NUM_THREADS=2 $(PY) tools/direct_report.py $(if $(BLENDERS),--blenders "$(BLENDERS)") --out docs/directing.md

# On a GPU, in so many minutes and with what was found in OUT, under 16 MiB: its tests, the bench in 16 bits, a training
# of the published sizes (gpu), or the experiment on MSD at these (gpu-msd). REHEARSE=1: on the CPU, tiny, in a minute.
CORPUS ?= corpus.npz
OUT ?= runs/$@-results
MINUTES ?= 12
gpu: venv
	$(PY) tools/gpu.py --minutes "$(MINUTES)" --corpus "$(CORPUS)" --out "$(OUT)" $(if $(REHEARSE),--rehearse)

gpu-msd: venv
	$(PY) -m backend experiment msd --gpu --minutes "$(MINUTES)" --corpus "$(CORPUS)" --out runs/msd-gpu --results "$(OUT)" \
		$(if $(REHEARSE),--smoke --device cpu)

# docs/platforms.md from what the tests of every platform said, each the last time that it ran here.
platforms: venv
	@$(PY) tools/platforms.py

venv:
	@tools/setup.sh

clean:
	rm -rf .venv dist out build .cache .ruff_cache
