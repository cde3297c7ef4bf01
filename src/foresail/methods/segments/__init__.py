"""Grouping of customers: rank scores, cuts, clusters that are held against their own bootstraps, readable trees."""

from foresail.methods.segments.cluster import Clustering, Tried, cluster
from foresail.methods.segments.tree import Condition, Leaf, ReadableTree, explain, split

__all__ = ["Clustering", "Condition", "Leaf", "ReadableTree", "Tried", "cluster", "explain", "split"]
