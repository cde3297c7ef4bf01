"""Revenue from three springs: deals in hand, deals yet to come, and orders that no deal brings."""
