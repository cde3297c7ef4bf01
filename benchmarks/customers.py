"""The customer methods on public sets, beside plain peers: `python -m benchmarks --parts customers`.

It needs FORESAIL_DATA. Peers are what is at hand in the environment: LightGBM with its defaults and logistic
regression, plainly used, and CatBoost with its defaults where it is installed (`pip install catboost`; nothing else
here needs it). What `lifetimes` gave on these sets elsewhere stands in the document as the target. One thread
throughout.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from foresail.methods.scoring.fit import fit as fit_scorer
from foresail.methods.scoring.measures import Floats, auc, average_precision, brier, ece

Keep = Callable[[str, dict[str, Any]], None]


def measure(keep: Keep) -> None:
    """Measure every set; figures that were kept before stay where there are no data."""
    if "FORESAIL_DATA" not in os.environ:
        print("FORESAIL_DATA is not set: no figures of customers on public sets")
        return
    data = Path(os.environ["FORESAIL_DATA"])
    sets = {
        "telco_churn": telco, "bank_full": bank, "online_retail": retail, "hillstrom": hillstrom, "cdnow": cdnow,
        "febrl": people,
    }  # fmt: skip
    for name, run in sets.items():
        print(f"{name} …", flush=True)
        keep(name, {"rows": run(data)})


def telco(data: Path) -> dict[str, dict[str, float]]:
    """Five folds: means of folds, calibration over all rows out of fold, CPU seconds of all fits and predictions."""
    from sklearn.model_selection import StratifiedKFold

    frame = pl.read_csv(data / "telco_churn" / "Telco-Customer-Churn.csv").drop("customerID")
    money = pl.col("TotalCharges").cast(pl.String).str.strip_chars().cast(pl.Float64, strict=False)
    frame = frame.with_columns(money.alias("TotalCharges"), Churn=pl.col("Churn") == "Yes")
    y = frame["Churn"].cast(pl.Float64).to_numpy()
    folds = list(StratifiedKFold(5, shuffle=True, random_state=42).split(y, y))
    return {name: _folded(run, frame, y, folds) for name, run in _scorers("Churn").items()}


def _folded(run: Any, frame: pl.DataFrame, y: Floats, folds: list[tuple[Any, Any]]) -> dict[str, float]:
    out, started = np.zeros(len(y)), time.process_time()
    for train, test in folds:
        out[test] = run(frame[train], frame[test])
    spent = time.process_time() - started
    means = {
        m.__name__: float(np.mean([m(y[test], out[test]) for _, test in folds]))
        for m in (auc, average_precision, brier)
    }
    return {**means, "ece": ece(y, out), "cpu": spent}


def _scorers(target: str) -> dict[str, Callable[[pl.DataFrame, pl.DataFrame], Floats]]:
    """Ours and the peers: (learn on, predict) → probabilities."""
    return {
        "Foresail": lambda train, test: fit_scorer(train, target).predict(test),
        "LightGBM, defaults": lambda train, test: _lightgbm(train, test, target),
        "logistic regression": lambda train, test: _logistic(train, test, target),
        **({"CatBoost, defaults": lambda train, test: _catboost(train, test, target)} if find_spec("catboost") else {}),
    }


def _catboost(train: pl.DataFrame, test: pl.DataFrame, target: str) -> Floats:
    from catboost import CatBoostClassifier

    texts = [n for n, t in train.schema.items() if t == pl.String and n != target]
    named, held = (f.drop(target).with_columns(pl.col(texts).fill_null("")).to_pandas() for f in (train, test))
    model = CatBoostClassifier(cat_features=texts, thread_count=1, verbose=False, allow_writing_files=False)
    model.fit(named, train[target].cast(pl.Int64).to_numpy())
    return np.asarray(model.predict_proba(held)[:, 1], dtype=np.float64)


def _lightgbm(train: pl.DataFrame, test: pl.DataFrame, target: str) -> Floats:
    from lightgbm import LGBMClassifier

    texts = [n for n, t in train.schema.items() if t == pl.String]
    coded = pl.concat([train, test]).with_columns(pl.col(texts).cast(pl.Categorical).to_physical()).drop(target)
    x = coded.cast(pl.Float64).to_numpy()
    places = [coded.columns.index(n) for n in texts]
    model = LGBMClassifier(n_jobs=1, verbosity=-1).fit(
        x[: train.height], train[target].cast(pl.Int64).to_numpy(), categorical_feature=places
    )
    return np.asarray(model.booster_.predict(x[train.height :]), dtype=np.float64)


def _logistic(train: pl.DataFrame, test: pl.DataFrame, target: str) -> Floats:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    texts = [n for n, t in train.schema.items() if t == pl.String]
    wide = pl.concat([train, test]).drop(target).to_dummies(texts, drop_first=True).cast(pl.Float64)
    x = wide.fill_nan(None).fill_null(strategy="zero").to_numpy()
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    model.fit(x[: train.height], train[target].cast(pl.Int64).to_numpy())
    return np.asarray(model.predict_proba(x[train.height :])[:, 1], dtype=np.float64)


def bank(data: Path) -> dict[str, dict[str, Any]]:
    """In the order of time: the last fifth from the first four, without `duration`; and what is said with it."""
    frame = pl.read_parquet(data / "bank_full" / "bank-full.parquet").with_columns(y=pl.col("y") == "yes")
    frame = frame.with_row_index("when")
    cut = int(frame.height * 0.8)
    train, test = frame.drop("duration")[:cut], frame.drop("duration")[cut:]
    y = test["y"].cast(pl.Float64).to_numpy()
    found: dict[str, dict[str, Any]] = {}
    for name, run in _scorers("y").items():
        started = time.process_time()
        if name == "Foresail":
            scorer = fit_scorer(train, "y", time="when")
            p, notes = scorer.predict(test), [n.en for n in scorer.evidence.notes]
        else:
            p, notes = run(train.drop("when"), test.drop("when")), []
        found[name] = {"auc": auc(y, p), "brier": brier(y, p), "cpu": time.process_time() - started, "notes": notes}
    told = fit_scorer(frame[:cut], "y", time="when", judge_only=True).evidence.notes
    found["Foresail, with duration"] = {"notes": [n.en for n in told]}
    return found


def retail(data: Path) -> dict[str, dict[str, float]]:
    """Lists of ten from the orders up to 2011-10-31, held against those after; and customer value over 100 days."""
    from foresail.methods.clv import choose
    from foresail.methods.recommend import fit

    rows = pl.read_parquet(data / "online_retail" / "online_retail.parquet")
    sold = rows.filter(~pl.col("invoice").str.starts_with("C") & (pl.col("quantity") > 0) & (pl.col("unit_price") > 0))
    names = {"user": "customer_id", "item": "stock_code", "at": "invoice_date"}
    started = time.process_time()
    offers = fit(sold, **names, until="2011-10-31")
    spent = time.process_time() - started
    found = {}
    for weights, name in ((offers.weights, "Foresail"), ({"popular": 1.0, "own_popular": 1.0}, "best sellers")):
        lists = type(offers)(offers.bought, offers.parts, weights, offers.evidence, offers.groups)
        every, new = lists.evaluate(sold, **names), lists.evaluate(sold, **names, new_only=True)
        found[name] = {"hr": every.hit_rate, "ndcg": every.ndcg, "hr_new": new.hit_rate, "ndcg_new": new.ndcg}
    found["Foresail"]["cpu"] = spent
    paid = rows.with_columns(paid=pl.col("quantity") * pl.col("unit_price"))
    value = choose(paid, customer="customer_id", at="invoice_date", amount="paid", horizon=100, unit="day")
    found["value of 100 days"] = {name: s.rmse for name, s in value.scores.items()} | {"chosen": value.name}  # type: ignore[dict-item]
    return found


def hillstrom(data: Path) -> dict[str, dict[str, Any]]:
    """Ten halvings: mean Qini of the chosen model, and how often which was chosen."""
    from foresail.methods.uplift import fit, qini

    rows = pl.read_parquet(data / "hillstrom_half" / "hillstrom_half.parquet").drop("__index_level_0__")
    found: dict[str, dict[str, Any]] = {}
    for arm in ("Womens E-Mail", "Mens E-Mail"):
        some = rows.filter(pl.col("treatment").is_in([arm, "No E-Mail"]))
        names = {"outcome": "visit", "treatment": "treatment", "treated": arm, "control": "No E-Mail"}
        scores, chosen, started = [], [], time.process_time()
        for seed in range(10):
            order = np.random.default_rng(seed).permutation(some.height)
            past, test = (some[np.sort(half)] for half in np.split(order, [some.height // 2]))
            model = fit(past, **names, exclude=("conversion", "spend"))
            t = (test["treatment"] == arm).cast(pl.Float64).to_numpy()
            scores.append(qini(model.predict(test), test["visit"].cast(pl.Float64).to_numpy(), t))
            chosen.append(model.method)
        share = {m: chosen.count(m) for m in sorted(set(chosen))}
        spread = float(np.std(scores, ddof=1))
        found[arm] = {
            "qini": float(np.mean(scores)), "spread": spread, "chosen": share, "cpu": time.process_time() - started
        }  # fmt: skip
    return found


def cdnow(data: Path) -> dict[str, dict[str, Any]]:
    """Parameters of the published fit, and the holdout of 39 weeks."""
    from foresail.methods.clv import BetaGeoNBD, GammaGamma, ParetoNBD, choose, summarise

    rows = pl.read_csv(data / "cdnow_sample" / "cdnow_sample.csv", try_parse_dates=True)
    names = {"customer": "customer_id", "at": "date", "amount": "amount"}
    summary = summarise(rows, until="1997-09-30", **names)
    found: dict[str, dict[str, Any]] = {}
    for model in (BetaGeoNBD(), ParetoNBD(), GammaGamma()):
        started = time.process_time()
        fitted = model.fit(summary)
        found[type(model).__name__] = {**fitted.params, "cpu": time.process_time() - started}
    started = time.process_time()
    chosen = choose(rows, horizon=39, **names)
    spent = time.process_time() - started
    for name, s in chosen.scores.items():
        found[f"39 weeks: {name}"] = {"rmse": s.rmse, "bias": s.bias, "capture": s.capture, "tracking": s.tracking}
    found[f"39 weeks: {chosen.name}"] |= {"chosen": True, "cpu": spent}
    return found


def people(data: Path) -> dict[str, dict[str, float]]:
    """Pairs of records of one person: precision, recall and F1 with default settings."""
    from itertools import combinations

    from foresail.identity import match

    found = {}
    for name in ("febrl1", "febrl2", "febrl3"):
        frame = pl.read_parquet(data / "febrl" / f"{name}.parquet")
        links = pl.read_parquet(data / "febrl" / f"{name}_links.parquet")
        truth = {(min(p), max(p)) for p in links.iter_rows()}
        started = time.process_time()
        clusters = match(frame, kind="person", id="rec_id").clusters
        spent = time.process_time() - started
        members = clusters.group_by("cluster").agg(clusters.columns[0]).to_series(1).to_list()
        pairs = {(min(p), max(p)) for group in members for p in combinations(group, 2)}
        right = len(pairs & truth)
        found[name] = {
            "precision": right / max(len(pairs), 1), "recall": right / len(truth),
            "f1": 2 * right / (len(pairs) + len(truth)), "cpu": spent,
        }  # fmt: skip
    return found
