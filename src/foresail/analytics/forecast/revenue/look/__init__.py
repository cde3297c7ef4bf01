"""From frames to what is said about the coming months."""
