"""Acts of the whole body keyed on an empty stage: pelvis, trunk, hands and feet, big enough for a still."""
