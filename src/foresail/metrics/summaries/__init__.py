"""Facts summed beforehand: what a page asks of ten million lines is read from some ten thousand rows."""
