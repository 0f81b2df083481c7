"""Training in the processes that torchrun started: which rows of a batch are whose, and what they add up to.

Every process draws the whole batch from the same generator and works on its rows of it, so that N processes
with a batch of b take the steps of one process with a batch of N · b.
"""

import contextlib
import datetime
import gc
import importlib
import os
from dataclasses import dataclass

import torch
import torch.distributed as dist

# The others wait while the first one validates.
_PATIENCE = datetime.timedelta(hours=2)
# Between the seeds of two processes: a prime.
_APART = 1_000_000_007


@dataclass(frozen=True)
class Processes:
    """rank: of this one, from 0; count: of all; device: where tensors that are exchanged must lie."""

    rank: int = 0
    count: int = 1
    device: str = "cpu"

    @property
    def first(self):
        """Whether this one speaks, validates and writes for all."""
        return self.rank == 0

    def share(self, x):
        """This process's rows of x (N · b, …): every N-th, for rows that are sorted."""
        return x[self.rank :: self.count]

    def block(self, x):
        """This process's rows of x (N · b, …) that lie together."""
        size = len(x) // self.count
        return x[self.rank * size : (self.rank + 1) * size]

    def add(self, *tensors):
        """Make every tensor, in place, its sum over the processes."""
        if self.count > 1:
            flat = torch.cat([tensor.flatten() for tensor in tensors])
            dist.all_reduce(flat)
            for tensor, part in zip(tensors, flat.split([t.numel() for t in tensors]), strict=True):
                tensor.copy_(part.view_as(tensor))

    def means(self, numbers):
        """{name: float} as means over the processes, which all have the same names."""
        values = torch.tensor(list(numbers.values()), dtype=torch.float64, device=self.device)
        self.add(values)
        return dict(zip(numbers, (values / self.count).tolist(), strict=True))

    def agreed(self, number):
        """The first process's number."""
        if self.count == 1:
            return number
        told = torch.tensor([number], dtype=torch.float64, device=self.device)
        dist.broadcast(told, 0)
        return told.item()

    def part_ways(self):
        """From here on each process draws its own torch numbers: for dropout, once all else is drawn."""
        if self.rank:
            torch.manual_seed((torch.initial_seed() + self.rank * _APART) % 2**63)

    def wait(self):
        """Until all are here."""
        self.agreed(0.0)
        values = torch.zeros(1, device=self.device)
        self.add(values)

    @contextlib.contextmanager
    def first_alone(self):
        """The block in the first process, and then, with the files it wrote, in the others."""
        if not self.first:
            self.wait()
        yield
        if self.first:
            self.wait()


ALONE = Processes()


@contextlib.contextmanager
def processes(device):
    """(Processes, the device of this one) of the torchrun that started this process, or ALONE without one."""
    count = int(os.environ.get("WORLD_SIZE", "1")) if dist.is_available() else 1
    if count == 1 or not dist.is_torchelastic_launched():
        yield ALONE, device
        return
    if device == "cuda":
        device = f"cuda:{os.environ['LOCAL_RANK']}"
        torch.cuda.set_device(device)
    # Optimizers import it, and it keeps a group that is there already, whose threads then abort at the end.
    importlib.import_module("torch._dynamo")

    dist.init_process_group("nccl" if device.startswith("cuda") else "gloo", timeout=_PATIENCE)
    try:
        found = Processes(dist.get_rank(), count, device)
        yield found, device
        # Gradients' buckets hold on to the group: none may be left, nor anybody still sending, when it goes.
        gc.collect()
        found.wait()
    finally:
        dist.destroy_process_group()


class Step(torch.nn.Module):
    """A task's loss as the forward pass of a module, as DistributedDataParallel wants it.

    Every parameter takes part, also one that only other processes' rows use.
    """

    def __init__(self, task):
        super().__init__()
        self.modules_of_task = task.modules
        self.loss = task.loss

    def forward(self, progress):
        loss, numbers = self.loss(progress)
        used = [p.flatten()[0] for p in self.parameters() if p.requires_grad]
        return loss + 0.0 * torch.stack(used).sum(), numbers


def wrapped(task, found):
    """A callable (progress) -> (loss, numbers) whose backward pass leaves the processes' mean gradients."""
    if found.count == 1:
        return task.loss
    return torch.nn.parallel.DistributedDataParallel(Step(task), broadcast_buffers=False)


def unsynchronised(step):
    """Where gradients of a `wrapped` stay this process's own, until a pass outside of it."""
    return step.no_sync() if hasattr(step, "no_sync") else contextlib.nullcontext()
