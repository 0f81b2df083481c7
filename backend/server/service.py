"""What the backend process can do: its methods, around one loaded runtime."""

import os
import platform
import sys
from dataclasses import replace

import numpy as np

from .. import __version__
from ..generation.errors import UserError
from ..generation.generator import Generator
from ..generation.library import file as library_file
from ..generation.library.own import Own
from ..generation.runtimes import loading
from . import directions, library, memory, options, payload, rows


class Service:
    """`load(weights, runtime, device)` makes a runtime; the one in use is kept until it is told otherwise.
    `load_library(weights)` reads what travels with it: the weights' own where `load` is the usual one."""

    def __init__(self, load=loading.load_runtime, log_path=None, weights=None, runtime="auto", device="auto",
                 load_library=None):  # fmt: skip
        self._load = load
        usual = library_file.load if load is loading.load_runtime else (lambda weights: None)
        self._load_library = load_library or usual
        self._log_path = log_path
        self._defaults = {"weights": weights, "runtime": runtime, "device": device}
        self._loaded = None
        self._generator = None
        self._shipped = None
        self._own = Own()
        self._notices = []
        self.methods = {
            "load": self.load, "unload": self.unload, "generate": self.generate,
            "regenerate": self.regenerate, "inbetween": self.inbetween, "extend": self.extend,
            "analyse": self.analyse, "known": self.known, "library": self.library,
            "library_take": self.library_take, "rows": self.rows,
            "loop": self.loop, "direct": self.direct, "join": self.join,
        }  # fmt: skip

    def hello(self, params):
        """Versions, for the first exchange."""
        return {
            "version": __version__, "package": __version__,
            "python": platform.python_version(), "numpy": np.__version__,
            "platform": sys.platform, "pid": os.getpid(), "log": self._log_path and str(self._log_path),
            "methods": ["hello", "status", "cancel", "shutdown", *self.methods],
        }  # fmt: skip

    def status(self):
        """Device, memory and model; never waits and never loads anything."""
        state = {"loaded": False, "memory": {"process": memory.process()}, **self._defaults}
        generator, loaded = self._generator, self._loaded
        if generator is not None and loaded is not None:
            runtime = generator.runtime
            state |= {
                "loaded": True, "runtime": runtime.name, "device": runtime.device,
                "weights": loaded["weights"] or str(loading.DEFAULT_WEIGHTS),
                "library": library.summary(generator.library),
                "max_seconds": runtime.config.max_frames / runtime.config.fps, "fps": runtime.config.fps,
            }  # fmt: skip
            state["memory"]["device"] = runtime.memory() if hasattr(runtime, "memory") else None
        return state

    def load(self, params, progress, cancelled):
        """{weights?, runtime?, device?, own_library?}: load now, if it is not loaded already.

        own_library: a folder of motion.moments, which stays in use until another or "" is given.
        """
        self._choose_own(params)
        wanted = dict(self._defaults)
        for name in wanted:
            value = params.get(name)
            if value is not None and not isinstance(value, str):
                raise UserError(f"The {name} must be text.")
            wanted[name] = value or wanted[name]
        if self._generator is None or wanted != self._loaded:
            progress(0, 1, "load")
            # What was loaded stays in use if this fails.
            runtime, shipped = self._load(**wanted), self._load_library(wanted["weights"])
            generator = self._generator_of(runtime, shipped)
            self.unload({}, progress, cancelled)
            self._generator, self._loaded, self._shipped = generator, wanted, shipped
        elif self._own.has_changed():
            self._generator = self._generator_of(self._generator.runtime, self._shipped)
        return {**self.status(), "notices": self._pop_notices()}

    def unload(self, params, progress, cancelled):
        """Give up the model and its memory."""
        generator, self._generator, self._loaded = self._generator, None, None
        if generator is not None and hasattr(generator.runtime, "close"):
            generator.runtime.close()
        return {}

    def generate(self, params, progress, cancelled):
        """{prompt or prompts, seconds, seeds, sequence?, foot_lock?, steps?, guidance?, …, msd?}"""
        generator = self._ready(params, progress, cancelled)
        prompts = params.get("prompts", params.get("prompt", ""))
        if params.get("direction") is not None:
            how = options.parse(params, progress, cancelled)
            return self._directed(directions.generated(generator, params, how))
        make = generator.sequence if params.get("sequence") is True else generator.generate
        how = options.parse(params, progress, cancelled)
        return self._made(make(prompts, params.get("seconds"), params.get("seeds", 0), **how))

    def regenerate(self, params, progress, cancelled):
        """{motion, start_s, stop_s, prompt?, seeds, …}"""
        return self._edited("regenerate", ("start_s", "stop_s", "prompt"), params, progress, cancelled)

    def extend(self, params, progress, cancelled):
        """{motion, seconds, prompt?, seeds, …}"""
        return self._edited("extend", ("seconds", "prompt"), params, progress, cancelled)

    def _edited(self, method, names, params, progress, cancelled):
        payload.clip(params.get("motion"))
        edit = getattr(self._ready(params, progress, cancelled), method)
        clip, values = self._clip(params["motion"]), [params.get(name) for name in names]
        how = options.parse(params, progress, cancelled)
        return self._made(edit(clip, *values, params.get("seeds", 0), **how))

    def inbetween(self, params, progress, cancelled):
        """{before, after, seconds, prompt?, seeds, …}, or {motion, start_s, stop_s, …} for its middle."""
        if "motion" in params:
            return self.regenerate(params, progress, cancelled)
        before, after = self._ends(params)
        generator = self._ready(params, progress, cancelled)
        values = [params.get("seconds"), params.get("prompt"), params.get("seeds", 0)]
        how = options.parse(params, progress, cancelled)
        return self._made(generator.inbetween(before, after, *values, **how))

    def loop(self, params, progress, cancelled):
        """{motion, cycles?, in_place?, start_s?, stop_s?, straight?} -> a take, measured; needs no model."""
        return directions.answer(directions.looped(params))

    def direct(self, params, progress, cancelled):
        """{motion, direction, onto?} -> a take, measured; needs no model."""
        return directions.answer(directions.directed(params))

    def join(self, params, progress, cancelled):
        """{before, after, seconds?, prompt?, seeds, …} -> takes, measured."""
        before, after = self._ends(params)
        generator = self._ready(params, progress, cancelled)
        how = options.parse(params, progress, cancelled)
        return self._directed(directions.joined(generator, before, after, params, how))

    def analyse(self, params, progress, cancelled):
        """{motion} or {positions, fps} -> omega, phi, energy, segments. Needs no model."""
        return payload.analysis(params)

    def known(self, params, progress, cancelled):
        """{prompt} -> {known, nearness, part, closest, english, notice}"""
        return library.known(self._ready(params, progress, cancelled), params)

    def rows(self, params, progress, cancelled):
        """{text, name, …} -> the rows of a list, read as `generate --list` reads it. Needs no model."""
        return rows.answer(params)

    def library(self, params, progress, cancelled):
        """{query, count?} -> {rows: [{entry, mirrored, id, dataset, licence, …}]}: what is nearest."""
        return library.nearest(self._ready(params, progress, cancelled), params)

    def library_take(self, params, progress, cancelled):
        """{entry, mirrored?} -> the entry's captured motion as a take"""
        return library.taken(self._ready(params, progress, cancelled), params)

    @staticmethod
    def _ends(params):
        return [payload.clip(params.get(name), f"motion {name}") for name in ("before", "after")]

    def _ready(self, params, progress, cancelled):
        """The generator; any of weights, runtime, device in a request says which ("" being what the process
        was started with), otherwise it stays."""
        self._choose_own(params)
        if self._generator is None or any(params.get(name) is not None for name in self._defaults):
            notices = self.load(params, progress, cancelled)["notices"]
            self._notices.extend(notices)
        elif self._own.has_changed():
            self._generator = self._generator_of(self._generator.runtime, self._shipped)
        return self._generator

    def _choose_own(self, params):
        own = params.get("own_library")
        if own is not None and not isinstance(own, str):
            raise UserError("The own_library must be text.")
        self._own.folder = self._own.folder if own is None else own

    def _generator_of(self, runtime, shipped):
        generator = Generator(runtime, self._own.joined(shipped, runtime))
        self._notices.extend(self._own.notices)
        return generator

    def _made(self, made):
        answer = payload.takes(made)
        for take in answer["takes"]:
            take["model"] = self._model()
        answer["notices"] = [*self._pop_notices(), *answer["notices"]]
        return answer

    def _directed(self, made):
        return directions.measured(self._made(made.takes), made)

    def _model(self):
        """What tells the loaded weights from others; tokens are of one model only."""
        return str(getattr(self._generator.runtime, "digest", ""))[:16]

    def _clip(self, data):
        """A Clip of a request, without tokens that other weights made."""
        clip, model = payload.clip(data), data.get("model")
        if clip.tokens is not None and model and model != self._model():
            return replace(clip, tokens=None)
        return clip

    def _pop_notices(self):
        """What is to be told of loading, each sentence once."""
        kept = [self._notices, getattr(getattr(self._generator, "runtime", None), "notices", [])]
        found = [text for one in kept for text in one]
        for one in kept:
            one.clear()
        return found
