"""Probabilities of an event: candidates, calibration, choice on later data, reasons, evidence."""
