"""What brings pairs up for comparison: keys that are not shared by half the customers."""

from __future__ import annotations

import polars as pl

from foresail.identity.match.declare import Kind

MOST = 60
"""A key that more records share says nothing (a switchboard, a mail provider): it brings no pair up."""


def keyed(prepared: pl.DataFrame, kind: Kind) -> pl.DataFrame:
    """The frame with one key column (`k0`, `k1`, …) a block; too common keys are null.

    Examples
    --------
    >>> from foresail.identity.match.company import COMPANY
    >>> from foresail.identity.match.prepare import prepare, roles
    >>> frame = pl.DataFrame({"id": ["1", "2"], "name": ["华联", "Hua Lian"]})
    >>> keyed(prepare(frame, "company", roles(frame, "company"), {"id": "id"}), COMPANY)["k4"].to_list()
    ['hualian', 'hualian']
    """
    keys = [
        pl.concat_str(columns, separator="\x1f", ignore_nulls=False).alias(f"k{n}")
        for n, columns in enumerate(kind.blocks)
    ]
    framed = prepared.with_columns(keys)
    rare = [pl.when(pl.len().over(f"k{n}") <= MOST).then(pl.col(f"k{n}")).alias(f"k{n}") for n in range(len(keys))]
    return framed.with_columns(rare)


def any_pair(framed: pl.DataFrame, kind: Kind) -> bool:
    """Whether any two records that are not known to be one have a key in common."""
    for n in range(len(kind.blocks)):
        key = f"k{n}"
        groups = framed.filter(pl.col(key).is_not_null()).group_by(key).agg(pl.col("grp").n_unique().alias("n"))
        if groups.filter(pl.col("n") > 1).height:
            return True
    return False


def condition(kind: Kind) -> list[str]:
    """The SQL of the blocks."""
    return [f'l."k{n}" = r."k{n}" AND l."grp" <> r."grp"' for n in range(len(kind.blocks))]
