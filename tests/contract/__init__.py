"""The contract suite: what holds for every capability, and one broken capability for each behaviour."""
