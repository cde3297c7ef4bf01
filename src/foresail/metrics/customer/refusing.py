"""Where a segment cannot be asked for, in plain words."""

from __future__ import annotations

from foresail.contracts.query import Filter, Members, leaves
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text


class NotPerCustomer(InvalidInput):
    """A number that does not know customers is asked of a segment."""

    code = "not-per-customer"


def names_segment(where: Filter | None) -> bool:
    """Whether a filter asks for a segment anywhere."""
    return any(isinstance(leaf, Members) for leaf in leaves(where))


def not_per_customer(title: Text) -> NotPerCustomer:
    """The problem of a number that does not know customers."""
    return NotPerCustomer(
        Text(
            en=f"“{title.en}” is not known customer by customer, so it cannot be shown for a segment.",
            zh=f"“{title.zh}”无法按客户拆分，因此不能按分群查看。",
        ),
        where="segment",
        next_step=Text(en="Take the segment away to see the whole.", zh="取消分群筛选即可查看全部。"),
    )


def unresolved() -> InvalidInput:
    """The problem of a segment's name where nobody knows the saved segments."""
    return InvalidInput(
        Text(
            en="Saved segments belong to a workspace and a person: this question is asked without them.",
            zh="已保存的分群属于工作区和用户，此处的查询没有这些信息。",
        ),
        where="in_segment",
        next_step=Text(
            en="Resolve the filter first: foresail.runtime.segments.Segments(workspace, viewer).resolve(…)",
            zh="请先解析筛选条件：foresail.runtime.segments.Segments(workspace, viewer).resolve(…)",
        ),
    )
