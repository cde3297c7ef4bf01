"""Who may come in, what they may do, and whose rows they see."""
