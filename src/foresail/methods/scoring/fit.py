"""Fit: candidates are learnt on the past, chosen on later rows, judged on still later ones, then learnt again on all.

Regularised logistic regression, LightGBM and their blend stand against the base rate. What does not beat the base rate
on the last rows by more than noise, and by at least a hundredth, is not used: the answer is then the base rate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType

import numpy as np
import polars as pl

from foresail.kernel.problem import InvalidInput, NotEnoughData, closest_names
from foresail.kernel.text import Text, same
from foresail.methods.frames import to_polars
from foresail.methods.scoring.calibrate import Calibrator, isotonic, nothing, platt
from foresail.methods.scoring.checks import doubts, rates_moved
from foresail.methods.scoring.columns import learn, learn_encoder, usable
from foresail.methods.scoring.logistic import PENALTIES, fit_logistic
from foresail.methods.scoring.measures import Floats, auc, brier, log_loss, paired_gain
from foresail.methods.scoring.report import evidence_of, untested
from foresail.methods.scoring.scorer import BAND_Z, Band, Method, Model, Scorer
from foresail.methods.scoring.split import Rows, Split, censoring_weight, folds, time_split
from foresail.methods.scoring.trees import ROUNDS, fit_trees
from foresail.methods.shares import half_wilson

LEAST = 20
LEAST_JUDGED = 30
LEAST_CALIBRATED = 300
MOST_CHECKED = 20_000
MOST_MORE = 1.5
MATERIAL = 0.01
"""A gain over the base rate below this share of its Brier score is of no use to anybody."""
RANKS = 0.55
"""Unless it ranks at least so well (AUC): of rare outcomes the best possible score takes little off the Brier score."""
MIXES: dict[Method, float] = {"logistic": 0.0, "blend": 0.5, "trees": 1.0}
CALIBRATORS: dict[str, Callable[[Floats, Floats], Calibrator]] = {
    "none": lambda z, y: nothing(),
    "platt": platt,
    "isotonic": isotonic,
}


@dataclass(frozen=True)
class Rowset:
    """The rows of a fit as arrays; outcomes that are not known are −1."""

    frame: pl.DataFrame
    y: Floats
    time: Floats
    known: Floats
    group: Rows
    in_time: bool = True

    def weight(self, rows: Rows, cut: float) -> Floats:
        """See `censoring_weight`; all equal where nobody says when outcomes became known."""
        if not np.any(np.isfinite(self.known) & (self.known > self.time)):
            return np.ones(len(rows))
        return censoring_weight(self.time, self.known, rows, cut)


def fit(
    frame: pl.DataFrame,
    target: str,
    time: str | None = None,
    group: str | None = None,
    exclude: Sequence[str] = (),
    seed: int = 0,
    known: str | None = None,
    judge_only: bool = False,
    words: Mapping[str, Text] = MappingProxyType({}),
) -> Scorer:
    """Learn to score rows by the chance that `target` is true.

    Parameters
    ----------
    frame
        One row a thing (or a thing seen at a moment). Numbers, booleans, days and text; empty values are fine.
    target
        0/1 or boolean (anything else is refused); empty where the outcome is not known yet (those rows only help to
        weigh the others).
    time
        When the row was seen (a day or a number). Without it rows are split at random, by group.
    group
        What must not be torn apart: the same deal seen on several days.
    exclude
        Columns that must not be used.
    known
        When the outcome became known, in the same measure as `time`. What was not known at a cut is not learnt from.
    judge_only
        Leave out the last step, learning again on all rows: the evidence is the same, the scorer only gives the rate.
    words
        What columns are called for people, in the notes; by default by their names.

    Raises
    ------
    InvalidInput
        If a named column does not exist.
    NotEnoughData
        If fewer than 20 groups have a known outcome.
    """
    frame = to_polars(frame)
    rows = _rowset(frame, target, time, group, known)
    resolved = np.flatnonzero(rows.y >= 0)
    groups = len(np.unique(rows.group[resolved]))
    if groups < LEAST:
        raise _too_few(groups)
    skip = [target, *(c for c in (time, group, known) if c), *exclude]
    end = float(rows.time.max()) + 1.0
    rate = float(np.average(rows.y[resolved], weights=rows.weight(resolved, end)))
    split = time_split(rows.time, np.where(rows.y >= 0, rows.known, np.inf), rows.group)
    nothing_to_use = not any(usable(frame, skip))
    if nothing_to_use or min(len(split.learn), len(split.choose)) < LEAST_JUDGED or not _two_classes(rows, split):
        return Scorer("base", rate, untested(groups, rate), band=_flat_band(rate, groups))
    scorer = _chosen(rows, split, skip, seed, rate, resolved, end, judge_only)
    notes = (*scorer.evidence.notes, *_doubts(rows, split, skip, words))
    return replace(scorer, evidence=scorer.evidence.model_copy(update={"notes": notes}))


def _chosen(
    rows: Rowset, split: Split, skip: Sequence[str], seed: int, rate: float, resolved: Rows, end: float,
    judge_only: bool,
) -> Scorer:  # fmt: skip
    past = _learn(rows, split.learn, split.cut_choose, skip, seed, split.choose)
    method, kind = _choose(past, rows, split.choose)
    z_choose, z_judge = (past.log_odds(rows, r, method) for r in (split.choose, split.judge))
    y = rows.y[split.judge]
    p = CALIBRATORS[kind](z_choose, rows.y[split.choose])(z_judge)
    before = np.flatnonzero((rows.y >= 0) & (rows.known <= split.cut_judge) & (rows.time < split.cut_judge))
    base_rate = float(np.average(rows.y[before], weights=rows.weight(before, split.cut_judge)))
    base = np.full(len(y), base_rate)
    gain = paired_gain((p - y) ** 2, (base - y) ** 2, rows.group[split.judge])
    material = gain.mean >= MATERIAL * brier(y, base) or auc(y, p) >= RANKS
    skill = gain.beyond_noise() and material
    n_train = len(np.unique(rows.group[split.learn]))
    evidence = evidence_of(method, skill, y, p, base, gain, rows.group[split.judge], n_train)
    if not skill or judge_only:
        return Scorer("base", rate, evidence, band=_flat_band(rate, len(np.unique(rows.group[resolved]))))
    later = _recent(rows, split)
    calibrator = CALIBRATORS[kind](past.log_odds(rows, later, method), rows.y[later])
    final = _learn(
        rows, resolved, end, skip, seed, None, past.penalty, _more(past.rounds, len(split.learn), len(resolved))
    )
    model = Model(final.model.encoder, final.model.logistic, final.model.trees, MIXES[method])
    return Scorer(method, rate, evidence, model, calibrator, _band(y, p, rows.group[split.judge]))


def _more(rounds: int, before: int, now: int) -> int:
    """Rounds of trees for more rows than those on which they were chosen: they carry finer ones."""
    return round(rounds * min(float(np.sqrt(now / max(before, 1))), MOST_MORE))


def _recent(rows: Rowset, split: Split) -> Rows:
    """The rows that the final scores are calibrated on: those after the learnt ones; the last alone if rates moved."""
    one, other = (rows.y[part] for part in (split.choose, split.judge))
    moved = rows.in_time and len(other) >= LEAST_CALIBRATED and bool(rates_moved(one, other))
    return split.judge if moved else np.concatenate([split.choose, split.judge])


def _doubts(rows: Rowset, split: Split, skip: Sequence[str], words: Mapping[str, Text]) -> tuple[Text, ...]:
    """What speaks against the scores; whether the past is like the last rows is asked where rows have a time."""
    parts = [part[:: max(1, -(-len(part) // MOST_CHECKED))] for part in (split.learn, split.judge)]
    y = [rows.y[part] for part in parts]
    encoder = learn_encoder(rows.frame[parts[0]], y[0], np.ones(len(y[0])), skip)
    past, later = (encoder.matrix(rows.frame[part]) for part in parts)
    called = {name: words.get(name, same(name)) for name in encoder.names}
    return doubts(called, past, y[0], later, y[1], in_time=rows.in_time)


@dataclass(frozen=True)
class _Learnt:
    """Both candidates as learnt up to a cut, and the settings that went best."""

    model: Model
    penalty: float
    rounds: int

    def log_odds(self, rows: Rowset, which: Rows, method: Method) -> Floats:
        x = self.model.encoder.matrix(rows.frame[which])
        mixed = Model(self.model.encoder, self.model.logistic, self.model.trees, MIXES[method])
        return mixed.log_odds(x)


def _learn(
    rows: Rowset,
    which: Rows,
    cut: float,
    skip: Sequence[str],
    seed: int,
    later: Rows | None,
    penalty: float | None = None,
    rounds: int = ROUNDS,
) -> _Learnt:
    """Fit both candidates on some rows; with `later` rows, settings are chosen on them."""
    y, weight = rows.y[which], rows.weight(which, cut)
    encoder, x = learn(rows.frame[which], y, weight, folds(rows.group[which]), skip)
    beyond = (encoder.matrix(rows.frame[later]), rows.y[later]) if later is not None else None
    tried = [penalty] if penalty is not None else [*PENALTIES] if beyond is not None else [PENALTIES[1]]
    fitted = {c: fit_logistic(x, y, weight, c) for c in tried}
    if beyond is not None:
        losses = {c: log_loss(beyond[1], nothing()(model.log_odds(beyond[0]))) for c, model in fitted.items()}
        penalty = min(losses, key=lambda c: losses[c])
    else:
        penalty = tried[0]
    logistic = fitted[penalty]
    trees, used = fit_trees(x, y, weight, rounds=rounds, seed=seed, later=beyond)
    return _Learnt(Model(encoder, logistic, trees, 0.5), penalty, used)


def _choose(past: _Learnt, rows: Rowset, later: Rows) -> tuple[Method, str]:
    """The candidate and calibrator with the best Brier score on later rows, calibrators cross-fitted by group."""
    y, fold = rows.y[later], folds(rows.group[later])
    odds = {m: past.log_odds(rows, later, m) for m in MIXES}
    scores = {(m, kind): brier(y, _crossed(odds[m], y, fold, kind)) for m, kind in product(MIXES, CALIBRATORS)}
    # A blend and a line are the steadier choice: others must be better by more than so few rows tell.
    handicap = {
        k: v * (1.0 if k[0] == "blend" else 1.01) * (1.0 if k[1] == "platt" else 1.002) for k, v in scores.items()
    }
    return min(handicap, key=lambda k: handicap[k])


def _crossed(z: Floats, y: Floats, fold: Rows, kind: str) -> Floats:
    p = np.empty(len(y))
    for f in np.unique(fold):
        out = fold == f
        p[out] = CALIBRATORS[kind](z[~out], y[~out])(z[out]) if np.any(~out) else y.mean()
    return p


def _band(y: Floats, p: Floats, group: Rows, bins: int = 10) -> Band:
    """Half-widths from the last rows: Wilson's interval over the groups of a bin, and the bin's own miss."""
    order = np.argsort(p, kind="stable")
    at, width = [], []
    for block in np.array_split(order, max(1, min(bins, len(np.unique(group)) // 40))):
        mean, n = float(p[block].mean()), len(np.unique(group[block]))
        miss = max(0.0, abs(float(y[block].mean()) - mean) - half_wilson(mean, n, 1.0))
        at.append(mean)
        width.append(float(np.hypot(half_wilson(mean, n, BAND_Z), miss)))
    return Band(tuple(at), tuple(width))


def _flat_band(rate: float, groups: int) -> Band:
    return Band((rate,), (half_wilson(rate, groups, BAND_Z),))


def _two_classes(rows: Rowset, split: Split) -> bool:
    parts = (rows.y[split.learn], rows.y[split.choose], rows.y[split.judge])
    return len(parts[2]) >= LEAST_JUDGED and all(0 < float(p.mean()) < 1 for p in parts)


def _rowset(frame: pl.DataFrame, target: str, time: str | None, group: str | None, known: str | None) -> Rowset:
    for name in (target, time, group, known):
        if name is not None and name not in frame.columns:
            raise InvalidInput(
                Text(en=f"There is no column “{name}”.", zh=f"没有名为“{name}”的列。"),
                closest=closest_names(name, frame.columns),
            )
    by = [c for c in (group, time) if c]
    rest = [c for c in sorted(frame.columns) if c not in by and not frame.schema[c].is_nested()]
    frame = frame.sort([*by, *rest], nulls_last=True)
    y = _outcomes(frame, target)
    code = np.unique(frame[group].to_numpy(), return_inverse=True)[1] if group else np.arange(frame.height)
    code = np.asarray(code, dtype=np.int64)
    if time is None:
        # Without time, groups are dealt out as if their hash were the time: the same machinery, a random split.
        moment = folds(code, 1000).astype(np.float64)
        return Rowset(frame, y, moment, np.where(y >= 0, moment, np.inf), code, in_time=False)
    moment = _moments(frame[time])
    told = _moments(frame[known]) if known else moment
    return Rowset(frame, y, moment, np.where((y >= 0) & np.isfinite(told), told, np.inf), code)


def _outcomes(frame: pl.DataFrame, target: str) -> Floats:
    """0 and 1, −1 where not known.

    Raises
    ------
    InvalidInput
        If the column holds anything else.
    """
    kind = frame.schema[target]
    asked = kind.is_numeric() or kind in (pl.Boolean, pl.Null)
    values = frame[target].cast(pl.Float64).fill_nan(None) if asked else frame[target]
    if not asked or not values.drop_nulls().is_in([0.0, 1.0]).all():
        raise InvalidInput(
            Text(en=f"“{target}” holds something else than yes and no.", zh=f"“{target}”列含有是/否以外的值。"),
            where=target,
            next_step=Text(en="Give 1 or true, 0 or false, or nothing.", zh="请给出 1/0、真/假或留空。"),
        )
    found: Floats = values.fill_null(-1.0).to_numpy()
    return found


def _moments(column: pl.Series) -> Floats:
    if column.dtype.is_temporal():
        column = column.cast(pl.Datetime("us")).to_physical() / 86_400_000_000
    values: Floats = column.cast(pl.Float64).fill_null(float("inf")).to_numpy()
    return values


def _too_few(groups: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"Learning needs at least {LEAST} cases with a known outcome; there are {groups}.",
            zh=f"至少需要 {LEAST} 个已知结果的样本，现有 {groups} 个。",
        ),
        details={"found": groups, "asked": LEAST},
    )
