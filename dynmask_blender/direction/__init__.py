"""What words cannot say, as takes: loops, paths, joins, poses, pins, parts of the body, mirror images."""
