"""What customers are worth: how often they will buy, whether they are still there, how much they spend."""

from foresail.methods.clv.choose import Choice, choose
from foresail.methods.clv.contract import FittedContract, ShiftedBetaGeometric
from foresail.methods.clv.models import BetaGeoNBD, Fitted, ModifiedBetaGeoNBD, ParetoNBD
from foresail.methods.clv.spend import FittedSpend, GammaGamma
from foresail.methods.clv.summary import summarise

__all__ = [
    "BetaGeoNBD",
    "Choice",
    "Fitted",
    "FittedContract",
    "FittedSpend",
    "GammaGamma",
    "ModifiedBetaGeoNBD",
    "ParetoNBD",
    "ShiftedBetaGeometric",
    "choose",
    "summarise",
]
