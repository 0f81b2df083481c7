"""What words cannot say: loops, paths, joins and poses asked of the backend, and takes of it."""
