"""Facts of the area customers: the SQL and the declaration of each."""
