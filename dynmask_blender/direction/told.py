"""What was measured of a directed take, kept on its action and told in short sentences."""

import json

from ..actions import motion_store

KEY = "dynmask_measured"


def keep(action, measured):
    """Keep what the backend measured, {"loop": {…}, "path": {…}, …}, on the action of a take."""
    stored = motion_store.read(action, motion=False)
    if isinstance(measured, dict) and measured and stored is not None:
        action[KEY] = json.dumps({"keys": stored.keys, "measured": measured})


def of(action):
    """Sentences about an action; none where it is not as it was when it was measured."""
    stored = motion_store.read(action, motion=False) if action is not None and KEY in action else None
    try:
        found = json.loads(action[KEY]) if stored is not None else {}
        if not found or found["keys"] != stored.keys:
            return []
        return [text for name, values in found["measured"].items() for text in _told(name, values)]
    except (ValueError, KeyError, TypeError):
        return []


def _told(name, values):
    if name == "loop":
        on = f", {values['step_m']:.2f} m a cycle" if values["step_m"] > 0.005 else ""
        return [f"Loop of {values['period_s']:.2f} s{on}, seam {values['pose_seam_deg']:.1f}°"]
    if name == "path":
        off = f"{values['path_mean_cm']:.1f} cm, at worst {values['path_worst_cm']:.1f} cm"
        told = [f"Off the path by {off}"]
        if "waypoint_worst_cm" in values:
            told.append(f"Off the waypoints by at worst {values['waypoint_worst_cm']:.1f} cm")
        return told
    if name == "join":
        return [f"Joined over {values['metres']:.1f} m in {values['seconds']:.1f} s"]
    return []
