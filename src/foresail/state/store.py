"""Opening the state store: connection settings and migrations."""

from __future__ import annotations

import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

from foresail.kernel.unchanged import Mark, mark_of

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0003"
READS = "foresail_reads"
POOL = 20
"""Connections that are kept: what goes beyond is opened and closed each time."""
PATIENCE = 30.0
"""Seconds to wait for another process that opens the same store."""


class State:
    """A connection to the state store.

    Parameters
    ----------
    url
        SQLAlchemy address. SQLite is opened in WAL mode with full synchronisation.

    Examples
    --------
    >>> state = State("sqlite://")
    >>> state.close()
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._files = _files(self.engine)
        weakref.finalize(self, self.engine.dispose)  # from Python 3.13 on, a connection left open is a warning
        self._migrate()

    @classmethod
    def in_folder(cls, folder: Path) -> State:
        """The store inside a workspace folder."""
        return cls(f"sqlite:///{(folder / 'state.sqlite').as_posix()}")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that takes the writer's place at once, so that reading and then writing is one act."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads: it waits for no writer, and no other reader waits for it."""
        with self.engine.connect().execution_options(**{READS: True}) as connection:
            yield connection

    def mark(self) -> Mark | None:
        """What changes whenever anybody writes; None where that cannot be told (yet): then everything is read anew."""
        return mark_of(self._files) if self._files else None

    def _migrate(self) -> None:
        with self.engine.begin() as connection:
            if _revision(connection) == HEAD:
                return
            # Two processes may open a new store at once: the first one migrates, the second one finds it done.
            from alembic import command
            from alembic.config import Config

            config = Config()
            config.set_main_option("script_location", MIGRATIONS.as_posix())
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    memory = url in {"sqlite://", "sqlite:///:memory:"}
    if memory:
        from sqlalchemy.pool import StaticPool

        engine = create_engine(url, connect_args={"check_same_thread": False}, poolclass=StaticPool)
    else:
        settings = {"check_same_thread": False, "timeout": 30}
        engine = create_engine(url, connect_args=settings, pool_size=POOL)

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin ourselves, below
        for pragma in ("busy_timeout=30000", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        only_reads = connection.get_execution_options().get(READS, False)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def _files(engine: Engine) -> tuple[Path, ...]:
    """The files that a store in the workspace folder writes: its own, and the log of what is not in it yet."""
    name = engine.url.database or ""
    if engine.dialect.name != "sqlite" or name in {"", ":memory:"}:
        return ()
    return Path(name), Path(f"{name}-wal")


def _write_ahead(connection: Any) -> None:
    """Switch the file to write-ahead. SQLite refuses at once, whatever its time-out, while another does the same."""
    patience = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > patience:
                raise
            time.sleep(0.01)
        else:
            return


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def aware(moment: datetime) -> datetime:
    """SQLite gives naive moments back; everything stored is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
