"""How much of each product will be asked for, whether stock lasts, and what to order."""
