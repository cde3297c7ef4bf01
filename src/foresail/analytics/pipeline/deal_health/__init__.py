"""Deal health: what the deals that were won had, and what each open deal lacks."""
