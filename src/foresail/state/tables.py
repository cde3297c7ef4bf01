"""The tables of the state store. A change needs a migration in `migrations/versions`; a test says when one lacks."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

_BIG = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up by itself only in INTEGER keys

users = Table(
    "users",
    metadata,
    Column("user_id", String(32), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("name_folded", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("visibility", String(20), nullable=False),
    Column("representative_id", String(200), nullable=False, default=""),
    Column("language", String(2), nullable=False, default="zh"),
    Column("password_hash", String(200), nullable=False, default=""),
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("name_folded"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", ForeignKey("users.user_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("token_id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("user_id", ForeignKey("users.user_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True)),
)

setup_links = Table(
    "setup_links",
    metadata,
    Column("link_hash", String(64), primary_key=True),
    Column("user_id", String(32), nullable=False, default=""),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("attempt_id", _BIG, primary_key=True, autoincrement=True),
    Column("subject", String(200), nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", _BIG, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("user_id", String(32), nullable=False),
    Column("action", String(80), nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)

issued_forecasts = Table(
    "issued_forecasts",
    metadata,
    Column("seq", _BIG, primary_key=True, autoincrement=True),
    Column("issued_at", DateTime(timezone=True), nullable=False),
    Column("capability_id", String(120), nullable=False, index=True),
    Column("as_of", String(10), nullable=False),
    Column("data_hash", String(64), nullable=False),
    Column("code_version", String(40), nullable=False),
    Column("params", Text, nullable=False),
    Column("issuer", String(32), nullable=False),
    Column("rows", Text, nullable=False),
    UniqueConstraint("capability_id", "as_of", "data_hash", "code_version", "params", name="uq_issued_forecasts_once"),
)

saved_views = Table(
    "saved_views",
    metadata,
    Column("view_id", String(32), primary_key=True),
    Column("user_id", ForeignKey("users.user_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("address", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

identity_decisions = Table(
    "identity_decisions",
    metadata,
    Column("seq", _BIG, primary_key=True, autoincrement=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("user_id", String(32), nullable=False),
    Column("entity", String(20), nullable=False),
    Column("left_id", String(400), nullable=False),
    Column("right_id", String(400), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("note", Text, nullable=False, default=""),
)

saved_segments = Table(
    "saved_segments",
    metadata,
    Column("segment_id", String(32), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("name_folded", String(240), nullable=False),
    # whose name it is: everybody's where it is shared, else its maker's
    Column("reach", String(40), nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("condition", Text, nullable=False, default=""),
    Column("pinned", Text, nullable=False, default="[]"),
    Column("shared", Boolean, nullable=False, default=False),
    Column("made_by", String(32), nullable=False, index=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", String(32), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("reach", "name_folded", name="uq_saved_segments_name"),
)
