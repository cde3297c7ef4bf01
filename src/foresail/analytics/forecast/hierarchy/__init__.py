"""Forecasts that add up: regions, products, channels and people say the same as the company."""
