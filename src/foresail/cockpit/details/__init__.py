"""Everything about one thing: an account with its whole time line, an opportunity with its history."""
