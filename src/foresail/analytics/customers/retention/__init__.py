"""How many customers and how much revenue stay from one period to the next."""
