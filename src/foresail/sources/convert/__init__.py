"""Text into typed values: numbers, dates, yes and no, in the styles that people and systems write them."""
