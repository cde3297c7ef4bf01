"""`pipeline.movement`."""
