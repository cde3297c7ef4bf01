"""The step of a build that finds out which records of accounts and contacts are one."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

import polars as pl

from foresail.contracts.access import TableRule
from foresail.identity.join.groups import GROUP, Decision, groups
from foresail.identity.join.pairs import PAIR, REASONS, RULE, STEPS, VERSION, Search, fields_sql
from foresail.identity.match.api import SURE
from foresail.warehouse.sqlfile import read_sql
from foresail.warehouse.warehouse import BuildSession

ENTITIES = ("account", "contact")
DECISION = dict.fromkeys(Decision._fields, "VARCHAR")
MEMBER_RULE = TableRule(personal=frozenset({"name"}))


def join_records(session: BuildSession, records: Mapping[str, str], decisions: Sequence[Decision]) -> None:
    """Give records of several systems that are one the same canonical id.

    Reads `record` and replaces it; makes `identity_pair` and `identity_reason` (the scored pairs and why), and
    `identity_member` (of which records a customer is made). Nothing is compared where only one system has records.

    Parameters
    ----------
    records
        Entity → table with the latest state of its records.
    decisions
        What people said.
    """
    session.table("identity_group", _empty(GROUP))
    _note_decisions(session, decisions)
    looked = []
    for entity in ENTITIES:
        said = sorted(d for d in decisions if d.entity == entity)
        several = entity in records and _sources(session, records[entity]) > 1
        if entity not in records or not (several or said):
            continue
        _look(session, entity, records, several=several)
        looked.append(entity)
        _group(session, entity, said)
        session.table("record", read_sql(STEPS / "regroup.sql"))
    for table, types, rule in (("pair", PAIR, TableRule()), ("reason", REASONS, RULE)):
        parts = [_empty(types), *(f'SELECT * FROM "{table}_{entity}"' for entity in looked)]
        session.table(f"identity_{table}", "\nUNION ALL\n".join(parts), rule=rule)
    session.table("identity_side", read_sql(STEPS / "side.sql"), rule=MEMBER_RULE)
    session.table("identity_member", read_sql(STEPS / "member.sql"), rule=MEMBER_RULE)
    for entity in looked:
        for name in ("fields", "pair", "reason", "group"):
            session.drop(f"{name}_{entity}")


def _note_decisions(session: BuildSession, decisions: Sequence[Decision]) -> None:
    rows = sorted(decisions)
    session.frame(
        "identity_decision",
        lambda: pl.DataFrame(rows, schema=dict.fromkeys(DECISION, pl.String), orient="row"),
        recipe=_hash(rows),
        inputs=[],
        types=DECISION,
    )


def _look(session: BuildSession, entity: str, records: Mapping[str, str], *, several: bool) -> None:
    if several:
        session.table(f"fields_{entity}", fields_sql(entity, records))
        Search(session, entity).tables(f"fields_{entity}")
        return
    session.table(f"pair_{entity}", _empty(PAIR))
    session.table(f"reason_{entity}", _empty(REASONS), rule=RULE)


def _group(session: BuildSession, entity: str, said: Sequence[Decision]) -> None:
    recipe = json.dumps([VERSION, SURE, _hash(said)])

    def make() -> pl.DataFrame:
        rows = session.fetch(f"SELECT id, source, canonical FROM record WHERE entity = '{entity}' ORDER BY id")
        pairs = session.fetch(f'SELECT * FROM "pair_{entity}" ORDER BY left_id, right_id')
        return groups(entity, rows, pairs, said, SURE)

    session.frame(f"group_{entity}", make, recipe=recipe, inputs=[f"pair_{entity}", "record"], types=GROUP)
    session.table("identity_group", f"SELECT * FROM identity_group UNION ALL SELECT * FROM group_{entity}")


def _hash(decisions: Sequence[Decision]) -> str:
    return hashlib.sha256(json.dumps([list(d) for d in decisions], ensure_ascii=False).encode()).hexdigest()


def _sources(session: BuildSession, table: str) -> int:
    return int(session.fetch(f'SELECT count(DISTINCT source) AS n FROM "{table}"')["n"][0])


def _empty(types: Mapping[str, str]) -> str:
    return f"SELECT {', '.join(f'CAST(NULL AS {kind}) AS {name}' for name, kind in types.items())} WHERE FALSE"
