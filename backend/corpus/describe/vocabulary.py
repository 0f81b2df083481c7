"""Words for postures and for where hands are or are taken."""

HANDS = {
    ("over head", "both"): (
        "with both hands over the head",
        "with arms raised over the head",
        "with hands up",
    ),
    ("out to side", "both"): ("with both arms out to the sides", "with arms spread wide", "in a t-pose"),
    ("front", "both"): ("with both arms stretched out in front", "with arms held straight forward"),
    ("hip", "both"): ("with hands on the hips", "with both hands on hips"),
    ("face", "both"): ("with both hands at the face", "with the hands on the head"),
    ("behind", "both"): ("with hands behind the back", "with both hands behind the back"),
    ("knee", "both"): ("with both hands on the knees", "with the hands on the knees"),
    ("guard", "both"): ("with both hands up in front of the chest", "with the fists up"),
    ("crossed", "both"): ("with crossed arms", "with the arms crossed in front of the chest"),
    ("together", "both"): ("with the hands together in front", "with both hands held together"),
}
ONE_HAND = {
    "over head": ("with the {side} hand over the head", "with the {side} arm raised", "the {side} hand up"),
    "out to side": ("with the {side} arm out to the side", "with the {side} arm stretched sideways"),
    "front": ("with the {side} arm stretched out in front", "pointing forward with the {side} hand"),
    "hip": ("with the {side} hand on the hip", "with one hand on the {side} hip"),
    "face": ("with the {side} hand at the face", "with the {side} hand at the head"),
    "behind": ("with the {side} hand behind the back",),
    "knee": ("with the {side} hand on the knee",),
    "wave": ("while waving with the {side} hand", "waving the {side} hand"),
}
POSTURES = {
    ("crouch", ""): ("crouched", "in a crouch", "with bent knees"),
    ("bend", ""): ("bent over", "with the upper body bent far forward"),
    ("lean", "forward"): ("leaning forward", "with the upper body tilted forward"),
    ("lean", "back"): ("leaning back",),
    ("lean", "left"): ("leaning to the left",),
    ("lean", "right"): ("leaning to the right",),
    ("one leg", "left"): ("on the left leg", "balancing on the left leg", "with the right leg lifted"),
    ("one leg", "right"): ("on the right leg", "balancing on the right leg", "with the left leg lifted"),
}
BUSY = {
    "both": ("moving both arms", "gesturing with both hands", "while moving the hands"),
    "left": ("moving the left arm", "gesturing with the left hand"),
    "right": ("moving the right arm", "gesturing with the right hand"),
}
TAKEN = {
    "over head": (("raise", "{} over the head"), ("lift", "{} above the head"), ("put", "{} up")),
    "out to side": (("stretch", "{} out to the side"), ("hold", "{} out sideways")),
    "front": (("stretch", "{} out in front"), ("hold", "{} straight forward")),
    "hip": (("put", "{} on the hip"),),
    "face": (("raise", "{} to the face"), ("lift", "{} to the head")),
    "behind": (("put", "{} behind the back"),),
    "knee": (("put", "{} on the knee"),),
    "guard": (("raise", "{} in front of the chest"), ("lift", "{} in front of the body")),
    "crossed": (("cross", "the arms"), ("fold", "the arms in front of the chest")),
    "together": (("hold", "the hands together in front"), ("bring", "the hands together")),
}
