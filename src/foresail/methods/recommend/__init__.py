"""What to offer to whom: own history, what goes together, what sells, and their blend."""

from foresail.methods.recommend.fit import fit
from foresail.methods.recommend.measures import Ranking, ranking
from foresail.methods.recommend.model import Recommender

__all__ = ["Ranking", "Recommender", "fit", "ranking"]
