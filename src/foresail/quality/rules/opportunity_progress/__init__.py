"""Quality rules of `opportunity_progress`."""
