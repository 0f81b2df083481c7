"""Experiments: the same model with and without MSD, on the same data with the same budget and seeds."""
