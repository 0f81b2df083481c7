"""What a corpus holds, in lines to print."""

from backend.motion import metrics, skeleton


def lines(clips):
    """Clips and minutes per split, and the physical measures of the real motion."""
    result = []
    for split in ("train", "test"):
        chosen = [clip for clip in clips if clip.split == split]
        described = [clip for clip in chosen if clip.source != "label"]
        result.append(
            f"{split}: {len(chosen)} clips, {_minutes(chosen):.1f} minutes, each also mirrored; "
            f"{len(described)} clips ({_minutes(described):.1f} minutes) described by people, "
            f"{len(chosen) - len(described)} by their label"
        )
    result.append(f"real motion: {physical(clips)}")
    return result


def physical(clips):
    """Mean `metrics.Physical` over the clips: the yardstick for generated motion."""
    return metrics.mean(metrics.physical(clip.positions) for clip in clips)


def _minutes(clips):
    return sum(len(clip) for clip in clips) / skeleton.FPS / 60.0
