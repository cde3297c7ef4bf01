"""Where deals get stuck or lost on their way, with deals that are still open counted as open."""
