"""One answer for several rigs: takes of each made in turn, and all of them listed in one step."""

from .. import coroutines
from ..session import status
from . import apply_answer, making


def applying(rigs, result, asked, *, first_frame, apart, seconds=None):
    """Steps that give every rig its share of the takes of a `generate` answer; the value is notices.

    rigs: targets.Target of each; apart: frames by which each begins later than the one before. A rig that
    cannot take its takes is told of and left as it is. Raises Problem where none can.
    """
    share = len(result["takes"]) // len(rigs)
    works = []
    for number, rig in enumerate(rigs):
        part = {**result, "takes": result["takes"][number * share : (number + 1) * share]}
        # What is to be told of the answer itself is told once.
        part["notices"] = result.get("notices") if number == 0 else ()
        steps = apply_answer.applying_generated(
            rig.resolve, part, asked, first_frame=first_frame + number * apart, seconds=seconds
        )
        works.append((rig.name, steps))
    return (yield from together(works))


def together(works):
    """Steps of works [(name, steps as takes.making makes them)] whose takes are all listed in the last one.

    The value is what they say, and a sentence for each that failed. Raises Problem where all of them do.
    """
    said, failed, ready = [], [], []
    try:
        for name, steps in works:
            try:
                while next(steps) is not making.LISTING:
                    yield
                ready.append((name, steps))
            except (status.Problem, ValueError) as error:
                failed.append(f"'{name}' got nothing: {status.sentence(error)}")
            yield
        for name, steps in ready:
            try:
                said += [text for text in coroutines.finished(steps) if text not in said]
            except (status.Problem, ValueError) as error:
                failed.append(f"'{name}' got nothing: {status.sentence(error)}")
        if len(failed) == len(works):
            raise status.Problem(failed[0])
    finally:
        for _, steps in works:
            steps.close()
    return failed + said
