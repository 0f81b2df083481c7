"""What a corpus holds, in lines to print."""

from backend.motion import skeleton


def lines(clips):
    """Clips and minutes per split."""
    result = []
    for split in ("train", "test"):
        chosen = [clip for clip in clips if clip.split == split]
        described = [clip for clip in chosen if clip.source != "label"]
        result.append(
            f"{split}: {len(chosen)} clips, {_minutes(chosen):.1f} minutes, each also mirrored; "
            f"{len(described)} clips ({_minutes(described):.1f} minutes) described by people, "
            f"{len(chosen) - len(described)} by their label"
        )
    return result


def _minutes(clips):
    return sum(len(clip) for clip in clips) / skeleton.FPS / 60.0
