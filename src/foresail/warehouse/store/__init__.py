"""Files on disk: the writer's lock, the pointer, the seals, the check in a child process."""
