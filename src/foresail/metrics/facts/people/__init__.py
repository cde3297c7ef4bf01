"""Facts of the area people: the SQL and the declaration of each."""
