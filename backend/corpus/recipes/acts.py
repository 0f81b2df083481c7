"""What is done with the whole body that isn't a gait: stumbles, crawls, sumo, begging, lying and sitting."""

from . import arms, fours, ground, recoveries, rests
from .pose import Pose
from .styles import Recipe

_BEGS = Pose(
    (0.05, 0.06, 0.34), (0.6, -1.0, 0.0), (), swing=(0.0, 0.07, 0.04), rate=1.5, nod=-14.0, lean=12.0
)


def _begging(puppet, random, side):
    if not ground.kneeling_on_both(puppet, random, side):
        return False
    puppet.remember()
    weight = arms.eased(len(puppet), random, start_s=1.0, rest=0.0)
    return arms.apply(puppet, _BEGS, random, side, weight)


ACTS = (
    Recipe(
        "pushed forward",
        recoveries.changed(recoveries.FORWARD),
        ("walk",),
        0.8,
        verbs=(
            ("stumble", "forward after a shove from behind"),
            ("get", "pushed from behind and *stumble forward"),
            ("get", "shoved and *catch the balance"),
            ("trip", "and *stumble forward"),
            ("stumble", "forward and nearly *fall"),
            ("lose", "the balance and *stumble forward"),
        ),
        labels=("pushed from behind", "stumble forward", "trip and recover", "shoved in the back"),
        who=("a man in a crowd",),
        alone=1.0,
    ),
    Recipe(
        "stagger back",
        recoveries.changed(recoveries.BACKWARD),
        ("walk",),
        0.8,
        verbs=(
            ("stagger", "backwards"),
            ("stumble", "backwards and *catch the balance"),
            ("stagger", "back after a blow and *stay on the feet"),
            ("get", "pushed back and nearly *fall"),
            ("lose", "the balance backwards, flailing the arms"),
            ("reel", "back from a punch"),
        ),
        labels=("stagger backwards", "stumble back and recover", "knockback", "pushed back"),
        who=("a boxer",),
        alone=1.0,
    ),
    Recipe(
        "baby crawl",
        fours.crawling,
        ("walk",),
        1.0,
        verbs=(
            ("crawl", "forward like a baby"),
            ("crawl", "on hands and knees"),
            ("crawl", "on all fours"),
            ("crawl", "along the floor on hands and knees"),
            ("crawl", "forward on all fours"),
        ),
        labels=("baby crawl", "crawling on hands and knees", "toddler crawling"),
        who=("a baby", "a toddler", "an infant"),
        alone=1.0,
    ),
    Recipe(
        "sumo stomp",
        fours.sumo,
        ("stand",),
        0.7,
        does=(
            ("stomp", "like a sumo wrestler"),
            ("do", "a sumo stomp"),
            ("stamp", "the feet like a sumo wrestler"),
            ("squat", "wide, *lift the {side} leg to the side and *stomp"),
            ("perform", "the shiko of sumo"),
        ),
        labels=("sumo stomp", "sumo wrestler, leg lift", "shiko"),
        who=("a sumo wrestler",),
        shakes=1.5,
    ),
    Recipe(
        "kneel and beg",
        _begging,
        ("stand",),
        0.8,
        does=(
            ("kneel", "down and *beg"),
            ("fall", "on both knees and *plead"),
            ("beg", "on the knees for mercy"),
            ("kneel", "and *beg with clasped hands"),
            ("plead", "for mercy on both knees"),
        ),
        labels=("kneel and beg", "begging for mercy", "pleading on the knees"),
        who=("a beggar", "a prisoner", "a desperate man"),
    ),
    Recipe(
        "roll over",
        rests.rolled(((0.0, 0.0), (0.2, 0.0), (0.42, 85.0), (0.5, 95.0), (0.72, 180.0), (1.0, 180.0))),
        ("lie",),
        0.8,
        does=(
            ("roll", "over from the back onto the belly"),
            ("roll", "over onto the stomach"),
            ("turn", "over in bed onto the belly"),
            ("roll", "over on the floor"),
            ("roll", "from the back to the belly"),
        ),
        labels=("roll over", "roll over onto the belly", "rolling over in bed"),
        who=("a sleeper", "a baby"),
        shakes=1.5,
    ),
    Recipe(
        "roll onto the back",
        rests.rolled(((0.0, 180.0), (0.2, 180.0), (0.45, 95.0), (0.53, 85.0), (0.75, 0.0), (1.0, 0.0))),
        ("lie",),
        0.8,
        does=(
            ("roll", "over from the belly onto the back"),
            ("roll", "over onto the back"),
            ("turn", "over in bed onto the back"),
            ("roll", "from the stomach to the back"),
        ),
        labels=("roll over onto the back", "rolling from belly to back"),
        who=("a sleeper", "a soldier"),
        shakes=1.5,
    ),
    Recipe(
        "roll there and back",
        rests.rolled(
            ((0.0, 0.0), (0.1, 0.0), (0.3, 180.0), (0.5, 180.0), (0.75, 0.0), (1.0, 0.0)),
        ),
        ("lie",),
        0.5,
        does=(
            ("roll", "over onto the belly and back again"),
            ("roll", "from the back to the belly and back"),
            ("roll", "over and back"),
        ),
        labels=("roll over and back",),
        shakes=1.8,
    ),
    Recipe(
        "toss in bed",
        rests.rolled(
            (
                (0.0, 0.0),
                (0.08, 0.0),
                (0.22, 85.0),
                (0.36, 88.0),
                (0.6, -85.0),
                (0.76, -88.0),
                (0.92, 20.0),
                (1.0, 5.0),
            ),
        ),
        ("lie",),
        0.8,
        does=(
            ("toss", "and *turn in bed"),
            ("toss", "and *turn in the sleep"),
            ("sleep", "restlessly, tossing and turning"),
            ("turn", "from side to side in bed"),
            ("toss", "in bed"),
            ("have", "a nightmare, rolling from side to side"),
        ),
        labels=("tossing and turning", "restless sleep", "toss in bed", "can't sleep"),
        who=("a sleeper", "an insomniac"),
        shakes=1.8,
    ),
    Recipe(
        "lie on the side",
        rests.rolled(((0.0, 92.0), (1.0, 92.0))),
        ("lie",),
        0.8,
        does=(
            ("lie", "on the side"),
            ("sleep", "on the side"),
            ("lie", "on the {side} side with bent knees"),
            ("sleep", "curled up on the {side} side"),
            ("rest", "on the side"),
        ),
        labels=("lying on the side", "sleeping on the side", "side sleeper"),
        who=("a sleeper", "a sick person"),
    ),
    Recipe(
        "legs crossed",
        rests.crossed(False),
        ("seat",),
        1.0,
        does=(
            ("sit", "with crossed legs"),
            ("sit", "with one leg over the other"),
            ("sit", "on a chair, legs crossed"),
            ("sit", "on a chair with the {side} leg over the other"),
            ("sit", "cross-legged on a chair"),
            ("sit", "elegantly with the legs crossed, hands on the knee"),
        ),
        labels=("sitting, legs crossed", "seated with crossed legs", "sit legs crossed idle"),
        who=("a lady", "a businessman", "a psychiatrist"),
    ),
    Recipe(
        "crosses the legs",
        rests.crossed(True),
        ("seat",),
        0.7,
        does=(
            ("cross", "the legs while sitting"),
            ("sit", "and *cross the legs"),
            ("put", "the {side} leg over the other, sitting"),
            ("cross", "the legs on a chair"),
        ),
        labels=("crossing the legs, seated",),
        who=("a lady", "a businessman"),
    ),
)
