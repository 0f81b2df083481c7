"""Pictures of what the model sees, in the manner of the DynMask paper: fingerprints, attention, errors."""
