"""What words cannot say: loops, paths, pins, poses and parts, on any motion of the canonical body."""
