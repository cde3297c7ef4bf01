"""The mathematics, on plain arrays and frames; knows nothing of our tables."""
