"""`customers.journeys`."""
