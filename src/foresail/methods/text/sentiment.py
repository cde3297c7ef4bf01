"""How glad a comment is: words that praise and blame, then corrected by the scores that came with comments.

A lexicon with turned ("没有解决") and strengthened ("very slow") words gives a first answer. Where enough comments came
with a score, a ridge-penalised logistic regression over the lexicon's answer, English words and pairs of Chinese
characters learns what this company's own customers mean.

References
----------
Hu and Liu (2004), Mining and Summarizing Customer Reviews. KDD 10. (lexicons)
Wang and Manning (2012), Baselines and Bigrams: Simple, Good Sentiment and Topic Classification. ACL 50.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foresail.methods.scoring.logistic import Logistic, fit_logistic, sigmoid
from foresail.methods.scoring.measures import Floats
from foresail.methods.text.words import BLAME, NEUTRAL, PRAISE, STRONG, TURN

LEAST = 60
MOST_TERMS = 400
PENALTY = 8.0
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_KNOWN = PRAISE | BLAME | TURN | STRONG | NEUTRAL
_LONGEST = max(len(w) for w in _KNOWN if not w.isascii())


def plain(text: str) -> str:
    """Small letters, full-width forms made narrow."""
    return unicodedata.normalize("NFKC", text).lower().replace("’", "'")


def lexicon_score(text: str) -> float:
    """Praise less blame over both, −1 … 1; 0 where there is neither.

    Examples
    --------
    >>> lexicon_score("交付很快，质量稳定") > 0.9
    True
    >>> lexicon_score("报修三次没有解决") < -0.9
    True
    >>> lexicon_score("not reliable") < 0 < lexicon_score("very reliable")
    True
    """
    said = plain(text)
    total = size = 0.0
    for part in re.split(r"[，。！？；、,.!?;\n]| but | however |但是|但|不过", said):
        for value in _part(part):
            total, size = total + value, size + abs(value)
    return total / size if size else 0.0


def _part(part: str) -> list[float]:
    """Signed strengths of the words of one clause."""
    found = []
    for turned, strong, sign in _hits(part):
        found.append((1.5 if strong else 1.0) * (-sign if turned else sign))
    return found


def _hits(part: str) -> list[tuple[bool, bool, float]]:
    hits: list[tuple[bool, bool, float]] = []
    turned = strong = False
    for token in _tokens(part):
        if token in PRAISE or token in BLAME:
            hits.append((turned, strong, 1.0 if token in PRAISE else -1.0))
            turned = strong = False
        elif token in TURN:
            turned = not turned
        elif token in STRONG:
            strong = True
    return hits


def _tokens(part: str) -> list[str]:
    """English words, and the longest known Chinese words from left to right."""
    out: list[str] = []
    at = 0
    while at < len(part):
        word = _WORD.match(part, at)
        if word:
            out.append(word[0])
            at = word.end()
            continue
        for size in range(min(_LONGEST, len(part) - at), 0, -1):
            piece = part[at : at + size]
            if piece in _KNOWN:
                out.append(piece)
                at += size
                break
        else:
            at += 1
    return out


def terms(text: str) -> set[str]:
    """What is learnt from: English words and pairs of neighbouring Chinese characters.

    Examples
    --------
    >>> sorted(terms("交期慢 slow"))
    ['slow', '交期', '期慢']
    """
    said = plain(text)
    pairs = {run[i : i + 2] for run in _HAN.findall(said) for i in range(len(run) - 1)}
    return pairs | {w for w in _WORD.findall(said) if len(w) > 2}


@dataclass(frozen=True)
class Sentiment:
    """A scorer of comments.

    Parameters
    ----------
    vocabulary
        Terms with a weight of their own; none where the lexicon alone speaks.
    model
        Logistic regression over the lexicon's answer and the terms.
    """

    vocabulary: tuple[str, ...] = ()
    model: Logistic | None = None

    def __call__(self, texts: Sequence[str | None]) -> Floats:
        """−1 (angry) … 1 (glad) of each comment, shape (comments,); 0 where there is no text."""
        first = np.array([lexicon_score(t) if t else 0.0 for t in texts])
        if self.model is None:
            return first
        made = 2 * sigmoid(self.model.log_odds(_matrix(texts, first, self.vocabulary))) - 1
        return np.where([bool(t) for t in texts], made, 0.0)


def fit_sentiment(texts: Sequence[str], glad: Floats) -> Sentiment:
    """Learn from comments that came with a score.

    Parameters
    ----------
    glad
        1 where the score was high, 0 where it was low (leave out what lies between), shape (comments,).

    Returns
    -------
    The lexicon alone below 60 comments, or where all scores are alike.
    """
    if len(texts) < LEAST or not 0 < float(np.mean(glad)) < 1:
        return Sentiment()
    counted = Counter(term for text in texts for term in terms(text))
    often = sorted((t for t, n in counted.items() if n >= 3), key=lambda t: (-counted[t], t))[:MOST_TERMS]
    vocabulary = tuple(sorted(often))
    first = np.array([lexicon_score(t) for t in texts])
    x = _matrix(texts, first, vocabulary)
    return Sentiment(vocabulary, fit_logistic(x, np.asarray(glad, dtype=np.float64), np.ones(len(texts)), PENALTY))


def _matrix(texts: Sequence[str | None], first: Floats, vocabulary: tuple[str, ...]) -> Floats:
    place = {term: i + 1 for i, term in enumerate(vocabulary)}
    x = np.zeros((len(texts), len(vocabulary) + 1))
    x[:, 0] = 3 * first
    for row, text in enumerate(texts):
        for term in terms(text or ""):
            if term in place:
                x[row, place[term]] = 1.0
    return x
