"""Any measure, at any level, day by day to quarter by quarter: what comes, how sure that is, and what drives it."""
