"""Losses: why, to whom, at which stage and price, and what stands out."""
