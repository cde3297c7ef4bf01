"""Which table a file is, and which column is what, each with a confidence."""
