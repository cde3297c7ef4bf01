"""One model for all series: each horizon directly, by gradient-boosted trees."""
