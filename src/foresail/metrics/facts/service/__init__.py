"""Facts of the area service: the SQL and the declaration of each."""
