"""One training loop for every network: time box, EMA, validation, atomic checkpoints, exact resume."""

import contextlib
import csv
import io
import math
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tqdm import tqdm

from backend.models.checkpoint import load_state, write_atomically

from . import parallel

# Between the seeds of a step's batches; generators on the CPU take a seed's lower 32 bits.
_APART = 1_640_531_527


@dataclass(frozen=True)
class LoopConfig:
    """minutes and steps bound the run, whichever comes first; the learning rate decays along that way.

    accumulate: batches of which a step takes the mean gradient; save_seconds: between two checkpoints, where
    validations, which save as well, are rarer.
    """

    minutes: float = 30.0
    steps: int = 1_000_000
    lr: float = 2e-4
    warmup: int = 200
    weight_decay: float = 0.01
    ema: float = 0.995
    validate_seconds: float = 120.0
    save_seconds: float = 120.0
    seed: int = 0
    final_lr: float = 0.02
    accumulate: int = 1


class Loop:
    """Trains `task`, an object with:

    name; modules: nn.Module; loss(generator) -> (loss, {name: float}); validate() -> {name: float} whose
    "score" is the smaller the better. Every step draws its batch from a generator seeded by (seed, step),
    so a resumed run is the run that was never interrupted. Of several processes (parallel.Processes) the
    first validates and writes, and any number of them can resume what others wrote.
    """

    def __init__(self, task, folder, config, device="cpu", processes=parallel.ALONE):
        self.task, self.config, self.device, self.processes = task, config, device, processes
        task.processes = processes
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.model = task.modules
        decay = [p for p in self.model.parameters() if p.requires_grad and p.ndim >= 2]
        plain = [p for p in self.model.parameters() if p.requires_grad and p.ndim < 2]
        self.optimizer = torch.optim.AdamW(
            [{"params": decay, "weight_decay": config.weight_decay}, {"params": plain, "weight_decay": 0.0}],
            lr=config.lr, betas=(0.9, 0.99), fused=device != "cpu",
        )  # fmt: skip
        self.step, self.seconds, self.best, self.best_step = 0, 0.0, math.inf, 0
        self.average = {name: t.detach().clone() for name, t in self.model.state_dict().items()}

    @property
    def progress(self):
        """How much of the budget is used, 0 … 1."""
        return min(1.0, max(self.step / self.config.steps, self.seconds / (60.0 * self.config.minutes)))

    def learning_rate(self):
        warm = min(1.0, (self.step + 1) / self.config.warmup)
        low = self.config.final_lr
        return self.config.lr * warm * (low + (1 - low) * 0.5 * (1 + math.cos(math.pi * self.progress)))

    def resume(self):
        """Continue from last.pt when there is one. Returns whether there was."""
        path = self.folder / "last.pt"
        if not path.is_file():
            return False
        state = load_state(path, self.device)
        self.model.load_state_dict(state["model"], strict=True)
        for name, buffers in state["buffers"].items():
            self.model.get_buffer(name).copy_(buffers)
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = state["average"]
        self.step, self.seconds = state["step"], state["seconds"]
        self.best, self.best_step = state["best"], state["best_step"]
        if hasattr(self.task, "resumed"):
            self.task.resumed()
        return True

    def save(self):
        kept = self.model.state_dict().keys()
        hidden = {name: b for name, b in self.model.named_buffers() if name not in kept}
        state = {
            "model": self.model.state_dict(), "buffers": hidden, "optimizer": self.optimizer.state_dict(),
            "average": self.average, "step": self.step, "seconds": self.seconds,
            "best": self.best, "best_step": self.best_step, "config": asdict(self.config),
        }  # fmt: skip
        data = io.BytesIO()
        torch.save(state, data)
        write_atomically(self.folder / "last.pt", data.getvalue())

    @contextlib.contextmanager
    def averaged(self):
        """The model holds its averaged weights inside the block."""
        current = {name: t.detach().clone() for name, t in self.model.state_dict().items()}
        self.model.load_state_dict(self.average)
        try:
            yield
        finally:
            self.model.load_state_dict(current)

    def validate(self):
        """Scores of the averaged weights on the test split; the best state is kept in best.pt."""
        was_training = self.model.training
        self.model.eval()
        random = torch.get_rng_state()
        with self.averaged(), torch.no_grad():
            torch.manual_seed(self.config.seed)
            scores = self.task.validate()
            if scores["score"] < self.best:
                self.best, self.best_step = scores["score"], self.step
                data = io.BytesIO()
                torch.save(self.model.state_dict(), data)
                write_atomically(self.folder / "best.pt", data.getvalue())
        torch.set_rng_state(random)
        self.model.train(was_training)
        return scores

    def run(self):
        """Train to the end of the budget. Returns the best score."""
        # Closed also where a step fails, so that what is said about it begins a line.
        silent = not self.processes.first
        with tqdm(
            total=100, desc=self.task.name, unit="%", mininterval=5.0, ascii=True, disable=silent
        ) as bar:  # fmt: skip
            self._run(bar)
        self.best = self.processes.agreed(self.best)
        self.processes.wait()
        return self.best

    def _run(self, bar):
        config, log = self.config, _CsvLog(self.folder / "log.csv")
        if self.processes.first:
            log.cut(self.step)
        step = parallel.wrapped(self.task, self.processes)
        started, before = time.monotonic(), self.seconds
        validated, saved, sums = self.seconds, self.seconds, {}
        self.model.train()
        while self.progress < 1.0:
            for group in self.optimizer.param_groups:
                group["lr"] = self.learning_rate()
            numbers = self._gradients(step)
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self._update_average()
            self.step += 1
            self.seconds = self.processes.agreed(before + time.monotonic() - started)
            for name, value in numbers:
                sums.setdefault(name, []).append(float(value))
            bar.update(int(100 * self.progress) - bar.n)
            if self.seconds - validated >= config.validate_seconds or self.progress >= 1.0:
                validated = saved = self.seconds
                means = {name: sum(values) / len(values) for name, values in sums.items()}
                means, sums = self.processes.means(means), {}
                if not self.processes.first:
                    continue
                scores = self.validate()
                log.write(
                    {
                        "step": self.step,
                        "seconds": round(self.seconds, 1),
                        "lr": self.learning_rate(),
                        **means,
                        **{f"test_{name}": v for name, v in scores.items()},
                    }
                )
                bar.set_postfix_str(
                    f"step {self.step} " + " ".join(f"{k} {v:.4g}" for k, v in scores.items())
                )
                self.save()
            elif self.seconds - saved >= config.save_seconds and self.processes.first:
                saved = self.seconds
                self.save()

    def _gradients(self, step):
        """Leave the mean gradients of the step's batches. Returns (name, value) of all their numbers."""
        config, found = self.config, []
        self.optimizer.zero_grad(set_to_none=True)
        for i in range(config.accumulate):
            torch.manual_seed((config.seed * 1_000_003 + self.step + i * _APART) % 2**63)
            last = i + 1 == config.accumulate
            with contextlib.nullcontext() if last else parallel.unsynchronised(step):
                loss, numbers = step(self.progress)
                (loss / config.accumulate).backward()
            found += numbers.items()
        # As with several processes, where each gets all gradients: what no batch used rests as they do.
        for parameter in self.model.parameters():
            if parameter.requires_grad and parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        return found

    @torch.no_grad()
    def _update_average(self):
        decay = min(self.config.ema, (1 + self.step) / (10 + self.step))
        for name, tensor in self.model.state_dict().items():
            if tensor.is_floating_point():
                self.average[name].lerp_(tensor, 1.0 - decay)
            else:
                self.average[name].copy_(tensor)


class _CsvLog:
    """Appends rows; the header is written with the first row of a new file."""

    def __init__(self, path):
        self.path = path

    def cut(self, step):
        """Take out what was written after `step`, between a checkpoint and a kill."""
        if not self.path.is_file():
            return
        with open(self.path, newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file)) or [[]]
        kept = [row for row in rows if len(row) == len(header) and int(row[0]) <= step]
        if len(kept) < len(rows):
            text = io.StringIO(newline="")
            csv.writer(text).writerows([header, *kept])
            write_atomically(self.path, text.getvalue().encode())

    def write(self, row):
        new = not self.path.exists() or self.path.stat().st_size == 0
        with open(self.path, "a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=list(row))
            if new:
                writer.writeheader()
            writer.writerow({k: (f"{v:.6g}" if isinstance(v, float) else v) for k, v in row.items()})
            file.flush()
            os.fsync(file.fileno())
