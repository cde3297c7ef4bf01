"""Facts of the area marketing: the SQL and the declaration of each."""
