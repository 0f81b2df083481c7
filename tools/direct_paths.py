"""Sentences led along paths in Blender, measured: a section of direct_report.py."""

import direct_kinds
import numpy as np

SHAPES = ("straight", "S-curve", "circle", "spiral", "90° corner", "figure eight")
GAITS = {
    "walk": "a person walks forward", "run": "a person runs forward", "sneak": "a person sneaks forward",
    "backwards": "a person walks backwards", "sideways": "a person walks sideways to the left",
}  # fmt: skip
# Degrees from where a body goes to where it looks, for what a shape's name adds.
LOOKS = {"backwards": 180, "sideways": -90}
# Frames of waypoints half-way and at the end of the shapes that have them.
WAYPOINTS = {"straight": (76, 151), "S-curve": (106, 211)}


def line(shape):
    """World points (n, 2) of a path, metres, ahead of a rig that faces -y."""
    t = np.linspace(0.0, 1.0, 120)
    turn = 2 * np.pi * t
    spiral = (1.0 + 2.5 * t) * np.stack([np.cos(1.5 * turn), np.sin(1.5 * turn)]) - [[1.0], [0.0]]
    corner = np.concatenate([np.stack([0 * t, -3 * t], 1), np.stack([3 * t, 0 * t - 3], 1)])
    return {
        "straight": np.stack([0 * t, -6 * t], 1), "S-curve": np.stack([np.sin(turn), -6 * t], 1),
        "circle": 1.5 * np.stack([1 - np.cos(turn), -np.sin(turn)], 1), "spiral": spiral.T,
        "90° corner": corner, "figure eight": np.stack([1.3 * np.sin(2 * turn), -2.2 * np.sin(turn)], 1),
    }[shape.partition(",")[0]]  # fmt: skip


def paths(bpy, few):
    """Every gait along every shape; straight and S-curve with waypoints half-way and at the end as well, and
    taken up again by Update after the curve was moved and turned. Left: how much of the path is not gone."""
    asked = [(shape, gait, "") for shape in SHAPES for gait in GAITS]
    asked += [(shape, "walk", "waypoints") for shape in WAYPOINTS] + [("S-curve", "walk", "moved")]
    return [followed(bpy, *one) for one in (asked[:2] if few else asked)]


def followed(bpy, shape, gait, more):
    """The row of a gait along a shape."""
    import directed
    from dynmask.dynmask_blender.direction import lines
    from dynmask.dynmask_blender.direction import paths as dynmask_paths
    from test_direction_paths import beside, curve

    rig, settings = direct_kinds.fresh(bpy)
    way = rig.dynmask_direction.path = curve(line(shape))
    settings.prompt, waypoints = GAITS[gait], []
    row = {"shape": f"{shape}, {more}" if more else shape, "gait": gait}
    if more == "waypoints":
        waypoints = [
            dynmask_paths.add_waypoint(bpy.context, way, frame, share)
            for frame, share in zip(WAYPOINTS[shape], (0.5, 1.0), strict=True)
        ]
        bpy.context.view_layer.update()
    wrong = direct_kinds.asked(bpy.ops.dynmask.generate_path)
    if more == "moved" and not wrong:
        way.location, way.rotation_euler[2] = (0.7, -0.4, 0.0), np.radians(40)
        bpy.context.view_layer.update()
        wrong = direct_kinds.asked(bpy.ops.dynmask.update_path)
    if wrong:
        return row | {"said": wrong, "holds": False}
    take = rig.dynmask.takes[0]
    places, path = directed.hips(rig, range(take.first, take.last + 1))[:, :2], lines.of(way)[:, :2]
    far, left = 100 * beside(places, path), np.linalg.norm(path[-1] - places[-1])
    found = direct_kinds.measured(take.action, "path")
    miss = [100 * min(np.linalg.norm(places[f - take.first + d] - np.array(e.matrix_world)[:2, 3])
                      for d in (-2, -1, 0, 1, 2) if 0 <= f - take.first + d < len(places))
            for e in waypoints for f in (e.dynmask_waypoint.frame,)]  # fmt: skip
    slide, before = found.get("slide", 0.0), found.get("slide_before", 0.0)
    looks, wanted = beside_travel(rig, take), LOOKS.get(gait, 0)
    return row | {
        "seconds": f"{take.seconds:.1f}", "mean cm": f"{far.mean():.1f}", "worst cm": f"{far.max():.1f}",
        "left m": f"{left:.2f}", "waypoints cm": f"{max(miss):.1f}" if miss else "",
        "heading − travel °": f"{looks:.0f}", "slide × unguided": f"{slide / max(before, 0.5):.2f}",
        "holds": abs((looks - wanted + 180) % 360 - 180) <= 30 and left <= 0.15
        and far.mean() <= 5 and far.max() <= 15 and max(miss, default=0) <= 5
        and slide <= 1.3 * max(before, 0.5),
    }  # fmt: skip


def beside_travel(rig, take):
    """Degrees from where the hips go to where they look, the mean while they go, of the evaluated rig."""
    import directed

    frames = range(take.first, take.last + 1)
    places = directed.hips(rig, frames)[:, :2]
    side = directed.across(rig, frames)
    looks = np.arctan2(-side[:, 0], side[:, 1])
    step = np.gradient(places, axis=0)
    kernel = np.ones(direct_kinds.FPS // 2) / (direct_kinds.FPS // 2)
    step = np.stack([np.convolve(column, kernel, mode="same") for column in step.T], axis=1)
    mean = np.sum(np.linalg.norm(step, axis=1) * np.exp(1j * (looks - np.arctan2(step[:, 1], step[:, 0]))))
    return float(np.degrees(np.angle(mean)))


SECTIONS = {"paths": paths}
