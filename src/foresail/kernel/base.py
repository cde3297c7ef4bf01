"""The base of every declared value: immutable, and strict about names it does not know."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value. Unknown fields are refused, so a misspelt declaration fails where it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
