"""What an answer must be: as declared, finite, and held against a naive baseline."""

from __future__ import annotations

import json

from contract.behaviours.case import Case, without_infinity
from foresail.contracts.query import json_record
from foresail.kernel.artefact import Artefact
from foresail.kernel.text import same
from foresail.runtime.capability.shapes import conform, not_finite


def json_finite(case: Case) -> None:
    """Everything that is given out can be written as JSON: no NaN, no infinity."""
    run = case.base
    for name, frame in run.outputs.items():
        for column in frame.columns:
            if frame[column].dtype.is_float():
                assert frame[column].is_finite().fill_null(value=True).all(), f"{name}.{column} is not finite"
        for row in frame.iter_rows(named=True):
            json.dumps(json_record(row), allow_nan=False)
    assert not (odd := not_finite(run.evidence.model_dump())), f"evidence: {odd}"
    if run.artefact is not None:
        assert Artefact.loads(run.artefact.dumps()).dumps() == run.artefact.dumps()


def output_types(case: Case) -> None:
    """Declared columns and types, grain unique, empty only where allowed; `whatif` gives what the run gives."""
    capability = case.entry.capability
    made = conform(capability, without_infinity(case.base.outputs))
    if capability.whatif and case.base.artefact is not None:
        again = case.entry.function(capability.whatif)(case.base.artefact, capability.params())
        for name, frame in conform(capability, without_infinity(again)).items():
            assert frame.equals(made[name]), f"“what if” says something else in “{name}”"
    for name, row in case.entry.capability.outputs.items():
        for record in made[name].head(50).iter_rows(named=True):
            row(**record)


def naive_baseline(case: Case) -> None:
    """The evidence names a method, a naive baseline, and at least one measure of both on held-out rows."""
    evidence = case.base.evidence
    for words in (evidence.method, evidence.baseline, evidence.verdict):
        assert words.en.strip(), "words are missing"
        assert words.zh.strip(), "Chinese words are missing"
    assert evidence.baseline != evidence.method, "the method is its own baseline"
    assert evidence.measures, "nothing was measured"
    for measure in evidence.measures:
        assert measure.title != same(measure.name.replace("_", " ")), (
            f"“{measure.name}” has no words in kernel.measures"
        )
    assert evidence.n > 0, "nothing was held out"
    best = any(m.skill > 0 for m in evidence.measures)
    assert best or not evidence.skill, "skill is claimed, and no measure beats its baseline"
