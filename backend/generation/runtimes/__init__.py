"""What runs the networks, chosen and loaded: torch or ONNX Runtime behind the same four functions."""
