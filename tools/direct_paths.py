"""Sentences led along paths in Blender, measured: a section of direct_report.py."""

import direct_kinds
import numpy as np

WALKS = "a person walks forward"
WAYS = {
    "straight": WALKS, "S-curve": WALKS, "circle": WALKS, "spiral": "a person runs forward",
    "90° corner": WALKS, "figure eight": WALKS, "S-curve, sneaking": "a person sneaks forward",
    "straight, backwards": "a person walks backwards",
    "straight, sideways": "a person walks sideways to the left",
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
    """A sentence along every shape; two of them with waypoints, half-way and at the end."""
    import directed
    from dynmask.dynmask_blender.direction import lines
    from dynmask.dynmask_blender.direction import paths as dynmask_paths
    from test_direction_paths import beside, curve

    rows = []
    for shape, said in list(WAYS.items())[: 2 if few else None]:
        for timed in (False, True) if shape in WAYPOINTS else (False,):
            rig, settings = direct_kinds.fresh(bpy)
            way = rig.dynmask_direction.path = curve(line(shape))
            settings.prompt, waypoints = said, []
            if timed:
                waypoints = [
                    dynmask_paths.add_waypoint(bpy.context, way, frame, share)
                    for frame, share in zip(WAYPOINTS[shape], (0.5, 1.0), strict=True)
                ]
                bpy.context.view_layer.update()
            what = f"{shape}, waypoints" if timed else shape
            if wrong := direct_kinds.asked(bpy.ops.dynmask.generate_path):
                rows.append({"what": what, "sentence": said, "holds": False, "said": wrong})
                continue
            take = rig.dynmask.takes[0]
            places = directed.hips(rig, range(take.first, take.last + 1))[:, :2]
            far = 100 * beside(places, lines.of(way)[:, :2])
            found = direct_kinds.measured(take.action, "path")
            miss = [100 * min(np.linalg.norm(places[f - take.first + d] - np.array(e.matrix_world)[:2, 3])
                              for d in (-2, -1, 0, 1, 2) if 0 <= f - take.first + d < len(places))
                    for e in waypoints for f in (e.dynmask_waypoint.frame,)]  # fmt: skip
            slide, before = found.get("slide", 0.0), found.get("slide_before", 0.0)
            looks, wanted = beside_travel(rig, take), LOOKS.get(shape.partition(", ")[2], 0)
            rows.append({
                "what": what, "sentence": said, "seconds": f"{take.seconds:.1f}",
                "mean cm": f"{far.mean():.1f}",
                "worst cm": f"{far.max():.1f}", "waypoints cm": f"{max(miss):.1f}" if miss else "",
                "heading − travel °": f"{looks:.0f}",
                "slide × unguided": f"{slide / max(before, 0.5):.2f}",
                "holds": abs((looks - wanted + 180) % 360 - 180) <= 30
                and far.mean() <= 5 and far.max() <= 15 and max(miss, default=0) <= 5
                and slide <= 1.3 * max(before, 0.5),
            })  # fmt: skip
    return rows


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
