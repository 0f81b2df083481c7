"""What is done with the whole body that isn't a gait: stumbles, crawls, sumo, begging, lying and sitting."""

from . import arms, fours, ground, recoveries
from .pose import Pose
from .styles import Recipe

_BEGS = Pose((0.05, 0.06, 0.34), (0.6, -1.0, 0.0), (), swing=(0.0, 0.07, 0.04), rate=1.5, nod=-14.0, lean=12.0)


def _begging(puppet, random, side):
    if not ground.kneeling_on_both(puppet, random, side):
        return False
    puppet.remember()
    weight = arms.eased(len(puppet), random, start_s=1.0, rest=0.0)
    return arms.apply(puppet, _BEGS, random, side, weight)


ACTS = (
    Recipe(
        "pushed forward", recoveries.changed(recoveries.FORWARD), ("walk",), 0.8,
        verbs=(
            ("stumble", "forward after a shove from behind"), ("get", "pushed from behind and *stumble forward"),
            ("get", "shoved and *catch the balance"), ("trip", "and *stumble forward"),
            ("stumble", "forward and nearly *fall"), ("lose", "the balance and *stumble forward"),
        ),
        labels=("pushed from behind", "stumble forward", "trip and recover", "shoved in the back"),
        who=("a man in a crowd",), alone=1.0,
    ),
    Recipe(
        "stagger back", recoveries.changed(recoveries.BACKWARD), ("walk",), 0.8,
        verbs=(
            ("stagger", "backwards"), ("stumble", "backwards and *catch the balance"),
            ("stagger", "back after a blow and *stay on the feet"), ("get", "pushed back and nearly *fall"),
            ("lose", "the balance backwards, flailing the arms"), ("reel", "back from a punch"),
        ),
        labels=("stagger backwards", "stumble back and recover", "knockback", "pushed back"),
        who=("a boxer",), alone=1.0,
    ),
    Recipe(
        "baby crawl", fours.crawling, ("walk",), 1.0,
        verbs=(
            ("crawl", "forward like a baby"), ("crawl", "on hands and knees"), ("crawl", "on all fours"),
            ("crawl", "along the floor on hands and knees"), ("crawl", "forward on all fours"),
        ),
        labels=("baby crawl", "crawling on hands and knees", "toddler crawling"),
        who=("a baby", "a toddler", "an infant"), alone=1.0,
    ),
    Recipe(
        "sumo stomp", fours.sumo, ("stand",), 0.7,
        does=(
            ("stomp", "like a sumo wrestler"), ("do", "a sumo stomp"), ("stamp", "the feet like a sumo wrestler"),
            ("squat", "wide, *lift the {side} leg to the side and *stomp"), ("perform", "the shiko of sumo"),
        ),
        labels=("sumo stomp", "sumo wrestler, leg lift", "shiko"),
        who=("a sumo wrestler",), shakes=1.5,
    ),
    Recipe(
        "kneel and beg", _begging, ("stand",), 0.8,
        does=(
            ("kneel", "down and *beg"), ("fall", "on both knees and *plead"), ("beg", "on the knees for mercy"),
            ("kneel", "and *beg with clasped hands"), ("plead", "for mercy on both knees"),
        ),
        labels=("kneel and beg", "begging for mercy", "pleading on the knees"),
        who=("a beggar", "a prisoner", "a desperate man"),
    ),
)
