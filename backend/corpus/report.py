"""What a corpus holds, in lines to print."""

from backend.motion.body import skeleton
from backend.motion.measure import metrics

from . import faults


def lines(clips):
    """Clips and minutes per split and data set, and the physical measures of the real motion."""
    result = []
    for split in ("train", "test"):
        chosen = [clip for clip in clips if clip.split == split]
        described = [clip for clip in chosen if clip.source != "label"]
        result.append(
            f"{split}: {len(chosen)} clips, {_minutes(chosen):.1f} minutes, each also mirrored; "
            f"{len(described)} clips ({_minutes(described):.1f} minutes) described by people, "
            f"{len(chosen) - len(described)} by their label"
        )
    for name in dict.fromkeys(clip.dataset for clip in clips):
        ours = [clip for clip in clips if clip.dataset == name]
        told = [f"{split} {_told([c for c in ours if c.split == split])}" for split in ("train", "test")]
        faulty = sum(faults.repaired(clip) is not clip for clip in ours)
        result.append(f"{name or 'unnamed'}: {'; '.join(told)}; {faulty} clips with faults of the capture")
        result.append(f"  {physical(ours)}")
    result.append(f"real motion: {physical(clips)}")
    return result


def _told(clips):
    sentences = sum(len(clip.captions) for clip in clips)
    return f"{len(clips)} clips, {_minutes(clips):.1f} minutes, {sentences} sentences"


def physical(clips):
    """Mean `metrics.Physical` over the clips: the yardstick for generated motion."""
    return metrics.mean(metrics.physical(clip.positions) for clip in clips)


def _minutes(clips):
    return sum(len(clip) for clip in clips) / skeleton.FPS / 60.0
