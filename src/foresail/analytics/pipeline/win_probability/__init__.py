"""The chance that each open deal will be won, and what pushes it."""
