"""The canonical body and its arithmetic: skeleton, rotations, IK, the 263 features, resampling, bending paths."""
