"""Where each account stands: potential, prospect, active, dormant, lost, by its own rhythm."""
