"""What may not differ outside a regenerated range: keys, handles, curves' settings, shapes."""

from dynmask.dynmask_blender.actions import curve_split, fcurve_keys

# A handle that faces a cut, and its type.
FACING = {"before": ("handle_right", "handle_right_type"), "after": ("handle_left", "handle_left_type")}


def settings(curve):
    """Everything of an F-curve but its keys."""
    modifiers = [fcurve_keys._settings(modifier) for modifier in curve.modifiers]
    group = curve.group.name if curve.group else ""
    return curve.extrapolation, curve.mute, curve.lock, curve.hide, curve.auto_smoothing, group, modifiers


def read(curves):
    """{(path, index): (keys, settings, values on frames)} of F-curves, to be compared later."""
    return {(c.data_path, c.array_index): (fcurve_keys.read_keys(c), settings(c)) for c in curves}


def sides(found, first, last):
    """Keys before and after a range, from keys as `keys.read_keys` gives them."""
    at = found["co"][:, 0]
    return {"before": fcurve_keys.chosen(found, at < first), "after": fcurve_keys.chosen(found, at > last)}


def is_cut(side, kept, first, last):
    """Whether a segment that starts (or ends) at the outermost kept key was cut beside the range."""
    if not len(kept["co"]):
        return False
    if side == "before":
        return kept["co"][-1, 0] < first - 1 - curve_split.SAME
    return kept["co"][0, 0] > last + 1 + curve_split.SAME


def check(before, after, first, last):
    """Every key outside the range is there, bit for bit; only what faces a cut may differ."""
    assert before.keys() <= after.keys(), before.keys() - after.keys()
    for channel, (old, was) in before.items():
        new, now = after[channel]
        assert now == was, (channel, now, was)
        new_sides = sides(new, first, last)
        for side, kept in sides(old, first, last).items():
            found = new_sides[side]
            count, extra = len(kept["co"]), len(found["co"]) - len(kept["co"])
            assert extra >= 0, f"{channel}: {-extra} keys {side} the range are gone"
            span = slice(0, count) if side == "before" else slice(extra, None)
            edge = count - 1 if side == "before" else 0
            for field, values in kept.items():
                same = found[field][span] == values
                if field in FACING[side] and is_cut(side, kept, first, last):
                    same[edge] = True
                assert same.all(), f"{channel}: {field} differs {side} the range"
