"""Forecasts that add up: over regions, products, channels and people, in any tree or crossed grouping."""

from foresail.methods.hierarchy.reconcile import METHODS, reconcile
from foresail.methods.hierarchy.settle import forecast_groups, settle
from foresail.methods.hierarchy.structure import Hierarchy, build, crossed, read, tree

__all__ = ["METHODS", "Hierarchy", "build", "crossed", "forecast_groups", "read", "reconcile", "settle", "tree"]
