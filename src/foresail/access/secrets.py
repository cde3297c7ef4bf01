"""Passwords and random tokens.

Passwords are kept as Argon2id hashes (RFC 9106) with 64 MiB of memory. Random tokens carry 256 bits and are stored as
their SHA-256 only, which suffices for secrets that nobody chose.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text

MEMORY_KIB = 64 * 1024
_HASHER = PasswordHasher(time_cost=3, memory_cost=MEMORY_KIB, parallelism=1, type=Type.ID)
SHORTEST, LONGEST = 10, 200


def hash_password(password: str) -> str:
    """Hash a password that a person chose.

    Raises
    ------
    InvalidInput
        If it is shorter than 10 or longer than 200 characters, or one character again and again.
    """
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < 4:
        raise InvalidInput(
            Text(
                en=f"A password has {SHORTEST} to {LONGEST} characters, at least four different ones.",
                zh=f"密码需要 {SHORTEST} 到 {LONGEST} 个字符，且至少四个不同字符。",
            ),
            where="password",
            next_step=Text(en="A sentence that only you know is a good password.", zh="一句只有您知道的话就是好密码。"),
        )
    return _HASHER.hash(password)


def password_matches(password: str, hashed: str) -> bool:
    """Whether a password is the one that was hashed. An empty hash costs the same time and never matches."""
    try:
        return _HASHER.verify(hashed or _nobodys_hash(), password) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))


def new_token() -> str:
    """A random token of 256 bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Under what a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def same_secret(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
