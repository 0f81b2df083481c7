"""Motion in numpy: skeleton, rotations, features, spectral descriptor, contacts and file formats."""
