"""What is read off a motion: contacts, the spectral descriptor, plausibility, runs, flights."""
