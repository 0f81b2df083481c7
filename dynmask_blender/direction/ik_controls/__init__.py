"""A rig's limbs on its IK controls, from what its FK controls show."""
