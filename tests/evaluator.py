"""A small random evaluator for tests, made like a real one."""

import torch

from backend.models.text_motion import EvaluatorConfig, TextMotionEvaluator
from backend.research.evaluation.embedding import save_network

TINY = EvaluatorConfig(
    movement_hidden=8, movement=8, motion_hidden=8, words=384, parts_of_speech=0, text_hidden=8, output=6
)


def write_tiny_evaluator(folder, seed=0):
    """An evaluator's folder of a random network."""
    torch.manual_seed(seed)
    save_network(folder, TINY, TextMotionEvaluator(TINY).state_dict())
    return folder
