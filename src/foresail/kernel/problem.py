"""Errors that teach: what happened, where, and what to do next.

One tree of problems serves the command line (exit status), the API (`application/problem+json`) and the pages::

    Problem
    ├── InvalidInput          422  exit 2   what was given cannot be used as it is
    │   └── UnreadableFile    422  exit 2   a file, or a place in it, cannot be read
    ├── NeedsConfirmation     409  exit 3   a person has to decide before this goes on
    ├── NotFound              404  exit 4   there is no such thing
    ├── Conflict              409  exit 4   it is there already, or has changed meanwhile
    ├── TooMany               429  exit 6   too many attempts; wait
    ├── NotBuilt              409  exit 4   the workspace has no published generation yet
    ├── NotEnoughData         409  exit 5   an honest answer: the data do not carry a result
    ├── Unauthenticated       401  exit 6   nobody is signed in
    ├── Forbidden             403  exit 6   signed in, but not allowed
    ├── Busy                  409  exit 7   somebody else is building
    ├── Blocked               409  exit 8   a blocking quality rule stands in the way
    ├── LimitExceeded         413  exit 9   more time, memory or rows than is allowed
    ├── StorageFull           507  exit 10  the disk has no room
    ├── Damaged               503  exit 11  a stored file is not what was written
    ├── Cancelled             409  exit 130 a person stopped it
    └── DeclarationError      500  exit 70  a declaration contradicts itself (file and line named)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, ClassVar

from foresail.kernel.text import Language, Text


class Problem(Exception):
    """Something went wrong in a way that a person can do something about.

    Parameters
    ----------
    what
        What happened, in both languages.
    where
        File, line, column, field or route; empty when there is no narrower place.
    next_step
        What to do now.
    closest
        The nearest valid names, best first.
    details
        Further values for machines; must be plain JSON.
    """

    code: ClassVar[str] = "problem"
    status: ClassVar[int] = 500
    exit_status: ClassVar[int] = 1
    title: ClassVar[Text] = Text(en="Something went wrong", zh="出错了")

    def __init__(
        self,
        what: Text,
        *,
        where: str = "",
        next_step: Text | None = None,
        closest: Iterable[str] = (),
        details: Mapping[str, Any] | None = None,
    ) -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        self.closest = tuple(closest)
        self.details = dict(details or {})
        super().__init__(self.render("en"))

    def render(self, language: Language) -> str:
        """The whole message in one language, on one line a part."""
        lines = [self.what.in_(language)]
        if self.where:
            lines.append(("位置：" if language == "zh" else "Where: ") + self.where)
        if self.closest:
            names = ("、" if language == "zh" else ", ").join(self.closest)
            lines.append(("是否想写：" if language == "zh" else "Did you mean: ") + names)
        if self.next_step is not None:
            lines.append(("下一步：" if language == "zh" else "Next: ") + self.next_step.in_(language))
        return "\n".join(lines)

    def to_json(self, language: Language = "en") -> dict[str, Any]:
        """RFC 9457 problem details, with both the words and the parts."""
        return {
            "type": f"about:foresail/{self.code}",
            "title": self.title.in_(language),
            "status": self.status,
            "code": self.code,
            "detail": self.what.in_(language),
            "where": self.where,
            "next_step": self.next_step.in_(language) if self.next_step else "",
            "closest": list(self.closest),
            **({"details": self.details} if self.details else {}),
        }


def closest_names(name: str, valid: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The valid names that look most like `name`, best first.

    Examples
    --------
    >>> closest_names("net_revenu", ["net_revenue", "gross_revenue", "orders"], limit=1)
    ('net_revenue',)
    """
    options = sorted(set(valid))
    return tuple(get_close_matches(name, options, n=limit, cutoff=0.5))


class InvalidInput(Problem):
    """What was given cannot be used as it is."""

    code = "invalid-input"
    status = 422
    exit_status = 2
    title = Text(en="The input cannot be used as it is", zh="输入无法使用")


class UnreadableFile(InvalidInput):
    """A file, or a place in it, cannot be read."""

    code = "unreadable-file"
    title = Text(en="A file cannot be read", zh="文件无法读取")


class NeedsConfirmation(Problem):
    """A person has to decide before this goes on."""

    code = "needs-confirmation"
    status = 409
    exit_status = 3
    title = Text(en="Please confirm", zh="需要确认")


class NotFound(Problem):
    """There is no such thing."""

    code = "not-found"
    status = 404
    exit_status = 4
    title = Text(en="Not found", zh="未找到")


class Conflict(Problem):
    """It is there already, or has changed meanwhile."""

    code = "conflict"
    status = 409
    exit_status = 4
    title = Text(en="Already there", zh="已存在或已变更")


class TooMany(Problem):
    """Too many attempts; wait."""

    code = "too-many"
    status = 429
    exit_status = 6
    title = Text(en="Too many attempts", zh="尝试次数过多")


class NotBuilt(Problem):
    """The workspace has no published generation yet."""

    code = "not-built"
    status = 409
    exit_status = 4
    title = Text(en="Nothing has been built yet", zh="尚未构建")


class NotEnoughData(Problem):
    """The data do not carry a result: an answer, not a failure."""

    code = "not-enough-data"
    status = 409
    exit_status = 5
    title = Text(en="Not enough data", zh="数据不足")


class Unauthenticated(Problem):
    """Nobody is signed in."""

    code = "unauthenticated"
    status = 401
    exit_status = 6
    title = Text(en="Please sign in", zh="请先登录")


class Forbidden(Problem):
    """Signed in, but not allowed."""

    code = "forbidden"
    status = 403
    exit_status = 6
    title = Text(en="Not allowed", zh="没有权限")


class Busy(Problem):
    """Somebody else is building."""

    code = "busy"
    status = 409
    exit_status = 7
    title = Text(en="A build is running", zh="正在构建")


class Blocked(Problem):
    """A blocking quality rule stands in the way."""

    code = "blocked"
    status = 409
    exit_status = 8
    title = Text(en="Stopped by a quality rule", zh="被质量规则拦截")


class LimitExceeded(Problem):
    """More time, memory or rows than is allowed."""

    code = "limit-exceeded"
    status = 413
    exit_status = 9
    title = Text(en="Too large", zh="超出限制")


class StorageFull(Problem):
    """The disk has no room."""

    code = "storage-full"
    status = 507
    exit_status = 10
    title = Text(en="The disk is full", zh="磁盘已满")


class Damaged(Problem):
    """A stored file is not what was written."""

    code = "damaged"
    status = 503
    exit_status = 11
    title = Text(en="A stored file is damaged", zh="存储文件已损坏")


class Cancelled(Problem):
    """A person stopped it."""

    code = "cancelled"
    status = 409
    exit_status = 130
    title = Text(en="Cancelled", zh="已取消")


class DeclarationError(Problem):
    """A declaration contradicts itself; `where` names file and line."""

    code = "declaration"
    exit_status = 70
    title = Text(en="A declaration is wrong", zh="声明有误")
