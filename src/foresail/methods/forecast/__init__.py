"""Forecasts of time series by small local methods, their combination and intervals that hold."""
