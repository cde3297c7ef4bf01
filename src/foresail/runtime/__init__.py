"""Where effects meet logic: the workspace, the catalogue, loading, building and running."""
