"""The canonical tables: one vocabulary for every source, metric and analysis, one file an entity."""
