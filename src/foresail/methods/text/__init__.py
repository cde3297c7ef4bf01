"""Short comments in Chinese and English: how glad they are, and what they are about. No model to download."""

from foresail.methods.text.sentiment import Sentiment, fit_sentiment, lexicon_score
from foresail.methods.text.topics import TOPICS, topics_of

__all__ = ["TOPICS", "Sentiment", "fit_sentiment", "lexicon_score", "topics_of"]
