"""One run of one capability: what it sees, what it may be told, what it gives back."""
