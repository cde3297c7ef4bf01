"""Any other system: tables and columns known by English and Chinese words."""
