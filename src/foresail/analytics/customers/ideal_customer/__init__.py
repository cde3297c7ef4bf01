"""`customers.ideal_customer`."""
