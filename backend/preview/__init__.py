"""Pictures of motion: stick figures over time with the spectral descriptor, contact sheets, animated GIFs."""
