"""Small local models in plain numpy for one short series: nothing to compile, so the first page need not wait."""
