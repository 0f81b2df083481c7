"""The canonical body and its arithmetic: skeleton, rotations, IK, features, resampling, bent paths."""
