"""What can be asked of a customer, each said once: segments, their builder and their comparison read it."""
