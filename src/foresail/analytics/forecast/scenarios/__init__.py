"""What if: price, promotion, budget, headcount, conversion and the market, each with its assumption said aloud."""
