"""What happens in the invented company: every unit draws from its own stream of random numbers."""
