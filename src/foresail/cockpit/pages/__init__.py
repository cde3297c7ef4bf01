"""Pages that belong to no single capability. A file that assigns `PAGE` is a page."""
