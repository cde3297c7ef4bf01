"""Facts of the area revenue: the SQL and the declaration of each."""
