"""What the coming months will bring."""
