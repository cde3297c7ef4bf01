"""Time to an event when some have not happened yet."""
