"""The company written down the way its systems would export it: labels, encodings, habits and faults included."""
