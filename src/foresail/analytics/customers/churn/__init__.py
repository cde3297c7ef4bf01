"""`customers.churn`."""
