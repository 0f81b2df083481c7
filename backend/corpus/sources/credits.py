"""Where each trial comes from, under which licence, and the words its publisher asks to be credited with."""

CMU = "cmu"
_CMU_CREDIT = (
    "The data used in this project was obtained from mocap.cs.cmu.edu. The database was created with "
    "funding from NSF EIA-0196217."
)
_CMU_LICENCE = "CMU: free for all uses, no resale of the motion itself"
CREDITS = {
    CMU: _CMU_CREDIT,
    "cmu_new": _CMU_CREDIT,
    "accad": "Open Motion Data Project, ACCAD, The Ohio State University, CC BY 3.0",
    "hdm05": (
        "Mocap Database HDM05: M. Müller, T. Röder, M. Clausen, B. Eberhardt, B. Krüger, A. Weber, "
        "Technical Report CG-2007-2, Universität Bonn, 2007, CC BY-SA 3.0"
    ),
    "aistpp": (
        "AIST++ Dance Motion Dataset, Google, CC BY 4.0; converted by the MotionMind project, Rohit Acharya"
    ),
    "deepmimic": "Motion clips of DeepMimic, Copyright (c) 2018 Xue Bin Peng, MIT licence",
    "mesh2motion": "Animations from Mesh2Motion, CC0",
}


def terms(trial):
    """dataset, licence and credit of a trial of clips.json; one that names no source is CMU's.

    Raises ValueError for a source that isn't known, so that no motion goes in without its credit.
    """
    dataset = trial.get("source", CMU)
    if dataset not in CREDITS:
        raise ValueError(f"{trial['trial']}: the source {dataset} is none of {', '.join(CREDITS)}")
    return {
        "dataset": dataset,
        "licence": trial.get("licence") or _CMU_LICENCE,
        "credit": CREDITS[dataset],
    }
