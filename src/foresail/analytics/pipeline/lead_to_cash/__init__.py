"""From the first contact to the money in the bank: steps, receivables, expected cash."""
