"""From a typed question to one SQLGlot tree with bound values."""
