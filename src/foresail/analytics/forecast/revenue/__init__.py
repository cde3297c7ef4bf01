"""What the coming months will bring in revenue, how sure that is, and whether the target is in reach."""
