"""Rigs of every family, in several bodies and rest poses: bones found, limbs and hips where they belong."""

import family_table
import numpy as np
import pytest
from family_facts import FAMILIES
from family_table import BODIES

GUESSED = "The bone names say little: roles were guessed from the rig's shape, please check them."


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("family", FAMILIES)
def test_limbs_follow(scene, family, body):
    facts = FAMILIES[family]
    mapping, errors, hips = family_table.measure(facts, BODIES[body], seed=list(BODIES).index(body))
    assert mapping.roles == facts.roles(BODIES[body].get("without", ()))
    assert mapping.kind == facts.kind
    assert mapping.warnings == ([GUESSED] if facts.kind == "shape" else [])
    every = np.concatenate(list(errors.values()))
    print(f"{family}, {body}: mean {every.mean():.2f}°, worst {every.max():.2f}°, hips {1000 * hips:.2f} mm")
    assert len(errors) >= 8
    assert every.mean() < 2.0 and every.max() < 6.0
    assert hips < 0.001
