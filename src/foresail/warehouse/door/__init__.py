"""What stands between a question and the engine: what may be asked, whose rows are seen, what is remembered."""
