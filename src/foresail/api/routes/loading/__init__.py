"""Loading files and building: what changes the data."""
