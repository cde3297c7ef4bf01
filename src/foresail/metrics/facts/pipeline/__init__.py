"""Facts of the area pipeline: the SQL and the declaration of each."""
