"""What a model learnt, as plain JSON and native model text with a hash. Never anything that can be executed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from foresail.kernel.base import Frozen
from foresail.kernel.problem import Damaged
from foresail.kernel.text import Text


class Artefact(Frozen):
    """A learnt model.

    Parameters
    ----------
    kind
        What it is and in which version of its layout, for example `win-probability/1`.
    values
        Parameters as plain JSON.
    texts
        Native text formats of libraries (LightGBM's model text).
    """

    kind: str
    values: Mapping[str, Any]
    texts: Mapping[str, str] = {}

    def dumps(self) -> str:
        """JSON with a SHA-256 over its content."""
        body = {"kind": self.kind, "values": dict(self.values), "texts": dict(self.texts)}
        return json.dumps({**body, "sha256": _digest(body)}, ensure_ascii=False, sort_keys=True, allow_nan=False)

    @classmethod
    def loads(cls, text: str) -> Artefact:
        """Read what `dumps` wrote.

        Raises
        ------
        Damaged
            If the content does not match its hash.
        """
        try:
            body = json.loads(text)
            claimed = body.pop("sha256")
            found = _digest(body)
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise _damaged() from error
        if claimed != found or set(body) != {"kind", "values", "texts"}:
            raise _damaged()
        return cls(**body)


def _digest(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _damaged() -> Damaged:
    return Damaged(
        Text(en="A stored model does not match its hash.", zh="存储的模型与其校验值不符。"),
        next_step=Text(en="Build again: the model is learnt anew.", zh="请重新构建，模型会重新训练。"),
    )
