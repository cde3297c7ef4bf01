"""How models are joined, and how wide the doubt is."""
