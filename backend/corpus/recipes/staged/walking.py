"""Keys of even steps, for acts that begin or end with some."""

from .stage import key


def walk(count, start=0.0, long=0.5, after=0.42, first=0, high=0.93, **held):
    """Keys of even steps ahead from a place, what is held in each of them the same."""
    row = []
    for k in range(count):
        step, other = (("main", "off"), ("off", "main"))[(k + first) % 2]
        x, z = {"main": 1, "off": -1}, start + long * (k + 1)
        row.append(
            key(after, at=(0.02 * x[step], high, z - 0.5 * long), **{f"{step}_foot": (0.1 * x[step], 0, z),
                f"{step}_toe": (0, 8), f"{other}_toe": (22, 8)}, **held)
        )  # fmt: skip
    return tuple(row)
