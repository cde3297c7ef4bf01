"""Who the customers are, what they are worth and what they will do."""
