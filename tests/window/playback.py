"""What the overlay costs while a motion plays in real windows.

    python -m tests.window.playback [FRAMES [PAIRS [BLENDER …]]]

In the Layout workspace a 10,000-frame action is played with the strip and without in turn, FRAMES frames
each, PAIRS times. Printed are frames a second and how many percent slower they are with it: the mean of the
pairs and its spread (twice the standard error); then the same for the processor's time a frame, which other
programs disturb less.
"""

import statistics
import sys
import tempfile

from tests.window import command


def difference(values, others):
    """(mean, twice its standard error) of the percent by which values exceed others, pair by pair."""
    percent = [100.0 * (a / b - 1.0) for a, b in zip(values, others, strict=True)]
    spread = 2.0 * statistics.stdev(percent) / len(percent) ** 0.5 if len(percent) > 1 else float("nan")
    return statistics.fmean(percent), spread


def main():
    frames, pairs = (int(word) for word in [*sys.argv[1:3], *("40", "10")[len(sys.argv[1:3]) :]])
    with command.screen() as display:
        for name in command.there(sys.argv[3:]):
            with tempfile.TemporaryDirectory() as folder:
                said = command.figures(name, "inside_playback.py", (frames, pairs), folder, display)
            if said["failed"]:
                raise SystemExit(f"{said['version']}: the overlay failed while it played")
            shown, hidden = (list(zip(*side, strict=True)) for side in zip(*said["pairs"], strict=True))
            slower, spread = difference(hidden[0], shown[0])
            more, spread_of_time = difference(shown[1], hidden[1])
            print(
                f"{said['version']}: {statistics.fmean(shown[0]):.2f} fps with, "
                f"{statistics.fmean(hidden[0]):.2f} without, {slower:+.1f} ± {spread:.1f} % slower; "
                f"{statistics.fmean(shown[1]):.1f} and {statistics.fmean(hidden[1]):.1f} ms of processor "
                f"a frame, {more:+.1f} ± {spread_of_time:.1f} %"
            )


if __name__ == "__main__":
    main()
