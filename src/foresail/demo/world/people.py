"""Teams, representatives, their skills and trainings. Skill is hidden; levels and training records show it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.demo.clock import MISSING, Floats, Ints, Texts, Timeline
from foresail.demo.frames import codes, money, text, words
from foresail.demo.words.names import GIVEN, SURNAMES
from foresail.kernel.ports import rng as stream

REGIONS = ("华东", "华南", "华北", "西部", "海外")
REGION_WEIGHTS = np.array([0.34, 0.27, 0.17, 0.12, 0.10])
TEAMS = (
    ("华东一部", 0),
    ("华东二部", 0),
    ("华南一部", 1),
    ("华南二部", 1),
    ("华北部", 2),
    ("西部拓展部", 3),
    ("海外部", 4),
)
"""Name and index into `REGIONS`."""
TEAM_SIZE = (7, 6, 6, 6, 6, 5, 4)
SKILLS = ("需求挖掘", "方案演示", "商务谈判", "产品知识")
COURSES = ("顾问式销售", "商务谈判实战", "新产品知识", "办公软件")
COURSE_GAIN = (0.30, 0.22, 0.04, 0.0)
"""What each course truly adds to skill, in log odds before the driver's weight."""


@dataclass(frozen=True)
class People:
    """Representatives as arrays; index 0 is the head of sales, then the managers, then the field.

    Attributes
    ----------
    team
        Index into `TEAMS`, −1 for the head.
    left
        Day of leaving or `MISSING`; `successor` takes the accounts over.
    skill, optimism, generosity, hours
        Hidden skill; factor on promised close dates; extra discount; usual hours to the first answer.
    """

    code: Texts
    name: Texts
    team: Ints
    region: Ints
    hired: Ints
    left: Ints
    successor: Ints
    skill: Floats
    optimism: Floats
    generosity: Floats
    hours: Floats
    trained: tuple[Ints, Ints, Ints]
    frames: dict[str, pl.DataFrame]

    def owner_at(self, owner: Ints, day: Ints) -> Ints:
        """Who looks after something on a day, given who looked after it first."""
        gone = (self.left[owner] > MISSING) & (day >= self.left[owner])
        return np.where(gone, self.successor[owner], owner)

    def skill_at(self, rep: Ints, day: Ints) -> Floats:
        """Skill on a day, with what trainings have added by then."""
        value = self.skill[rep].copy()
        for who, when, course in zip(*(a.tolist() for a in self.trained), strict=True):
            value += np.where((rep == who) & (day > when), COURSE_GAIN[course], 0.0)
        return value

    def pick(self, rng: np.random.Generator, region: Ints, day: Ints) -> Ints:
        """A field representative of each region who works there on the day."""
        field = np.flatnonzero(self.team >= 0)
        field = field[field > len(TEAMS)]
        chosen = np.zeros(len(region), dtype=np.int64)
        for r in range(len(REGIONS)):
            mine = field[self.region[field] == r]
            rows = np.flatnonzero(region == r)
            chosen[rows] = mine[rng.integers(0, len(mine), len(rows))]
        late = day < self.hired[chosen]
        elder = self.successor[chosen]
        return np.asarray(self.owner_at(np.where(late, elder, chosen), day), dtype=np.int64)


def build(time: Timeline, seed: int, scale: float) -> People:
    """Staff the company.

    Parameters
    ----------
    time
        The span.
    seed, scale
        Seed of the company; below scale 1 teams are smaller, above it they stay as they are.
    """
    rng = stream(seed, "people")
    sizes = [max(3, round(n * min(1.0, scale**0.5))) for n in TEAM_SIZE]
    team = np.concatenate([[-1], np.arange(len(TEAMS)), np.repeat(np.arange(len(TEAMS)), sizes)]).astype(np.int64)
    count, first = len(team), 1 + len(TEAMS)
    region = np.array([0 if t < 0 else TEAMS[t][1] for t in team.tolist()], dtype=np.int64)
    hired = np.full(count, -rng.integers(200, 2500, count))
    left = np.full(count, MISSING)
    successor = np.arange(count)
    for t in range(len(TEAMS)):  # the first of a team stays all the time: a safe successor
        members = np.flatnonzero(team == t)
        members = members[members >= first]
        successor[members] = members[0]
        if len(members) > 3:
            left[members[-1]] = int(rng.integers(time.start + 200, time.days - 60))
            hired[members[-2]] = int(rng.integers(time.start, time.days - 300))
    name = np.array(
        [SURNAMES[rng.integers(len(SURNAMES))] + GIVEN[rng.integers(len(GIVEN))] for _ in range(count)], dtype=object
    )
    trained = _trainings(rng, time, hired, left, first)
    people = People(
        code=codes("R", np.arange(count), 3),
        name=name,
        team=team,
        region=region,
        hired=hired,
        left=left,
        successor=successor,
        skill=rng.normal(0, 0.75, count),
        optimism=rng.uniform(0.7, 1.1, count),
        generosity=rng.normal(0, 0.02, count),
        hours=rng.lognormal(2.2, 0.6, count),
        trained=trained,
        frames={},
    )
    people.frames.update(_frames(time, people, rng))
    return people


def _trainings(
    rng: np.random.Generator, time: Timeline, hired: Ints, left: Ints, first: int
) -> tuple[Ints, Ints, Ints]:
    """Who took which course on which day."""
    who, when, course = [], [], []
    for rep in range(first, len(hired)):
        last = time.days if left[rep] == MISSING else int(left[rep])
        earliest = max(int(hired[rep]), time.start)
        for _ in range(int(rng.integers(1, 5))):
            day = int(rng.integers(earliest, max(earliest + 1, last)))
            who.append(rep)
            when.append(day)
            course.append(int(rng.integers(len(COURSES))))
    return np.array(who, dtype=np.int64), np.array(when, dtype=np.int64), np.array(course, dtype=np.int64)


def _frames(time: Timeline, people: People, rng: np.random.Generator) -> dict[str, pl.DataFrame]:
    """The canonical tables team, representative, skill and training."""
    count = len(people.code)
    manager = np.where(people.team < 0, -1, np.where(np.arange(count) <= len(TEAMS), 0, people.team + 1))
    role = np.where(people.team < 0, 0, np.where(np.arange(count) <= len(TEAMS), 1, 2))
    team_code = words(["T00", *codes("T", np.arange(1, len(TEAMS) + 1), 2)], people.team + 1)
    representative = pl.DataFrame(
        {
            "representative_id": text(people.code),
            "name": text(people.name),
            "team_id": text(team_code),
            "manager_id": text(words(people.code.tolist(), manager)),
            "region": text(words(REGIONS, people.region)),
            "role": text(words(("销售总监", "销售经理", "销售代表"), role)),
            "hired_on": time.on(people.hired),
            "left_on": time.on(people.left),
        }
    )
    team = pl.DataFrame(
        {
            "team_id": ["T00", *codes("T", np.arange(1, len(TEAMS) + 1), 2)],
            "name": ["销售中心", *(t[0] for t in TEAMS)],
            "manager_id": people.code[: len(TEAMS) + 1].tolist(),
            "region": pl.Series([None, *(REGIONS[t[1]] for t in TEAMS)], dtype=pl.String),
            "parent_team_id": pl.Series([None, *(["T00"] * len(TEAMS))], dtype=pl.String),
        }
    )
    return {
        "team": team,
        "representative": representative,
        "skill": _skill_frame(time, people, rng),
        "training": _training_frame(time, people, rng),
    }


def _skill_frame(time: Timeline, people: People, rng: np.random.Generator) -> pl.DataFrame:
    """Half-yearly assessments, 1 to 5, noisy views of the hidden skill."""
    days = np.arange(time.start, time.days, 182)
    rep, day, skill = (a.ravel() for a in np.meshgrid(np.arange(len(people.code)), days, np.arange(len(SKILLS))))
    there = (people.hired[rep] <= day) & ((people.left[rep] == MISSING) | (people.left[rep] > day))
    rep, day, skill = rep[there], day[there], skill[there]
    level = 3 + 0.9 * people.skill_at(rep, day) + rng.normal(0, 0.45, len(rep))
    return pl.DataFrame(
        {
            "representative_id": text(people.code[rep]),
            "skill": text(words(SKILLS, skill)),
            "on_date": time.on(day),
            "level": np.clip(np.round(level * 2) / 2, 1, 5),
        }
    )


def _training_frame(time: Timeline, people: People, rng: np.random.Generator) -> pl.DataFrame:
    who, when, course = people.trained
    return pl.DataFrame(
        {
            "representative_id": text(people.code[who]),
            "course": text(words(COURSES, course)),
            "on_date": time.on(when),
            "cost": money(rng.integers(10, 60, len(who)) * 10_000),
            "currency": ["CNY"] * len(who),
            "score": rng.integers(60, 100, len(who)).astype(np.float64),
        }
    ).unique(["representative_id", "course", "on_date"], keep="first", maintain_order=True)
