"""Speed and memory beside the engine itself: `make bench`."""
