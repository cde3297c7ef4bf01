"""Whom a treatment moves: learners of uplift, the plain response model, and the choice between them by Qini."""

from foresail.methods.uplift.fit import Uplift, fit
from foresail.methods.uplift.measures import average_effect, qini, qini_curve

__all__ = ["Uplift", "average_effect", "fit", "qini", "qini_curve"]
