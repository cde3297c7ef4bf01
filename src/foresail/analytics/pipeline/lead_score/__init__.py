"""Lead score: which leads will become deals, by who they are and by what has happened."""
