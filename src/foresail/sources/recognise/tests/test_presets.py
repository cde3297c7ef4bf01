"""Every declared name leads somewhere."""

from __future__ import annotations

import pytest

from foresail.sources.recognise.catalogue import Known, by_ref, known, sources
from foresail.sources.recognise.fields import kind_of
from foresail.sources.recognise.match import match

_KNOWN = pytest.mark.parametrize("one", known(), ids=lambda k: k.ref)


def test_the_sources_are_found() -> None:
    assert set(sources()) == {"generic", "salesforce", "hubspot", "zoho", "odoo", "fxiaoke"}


@_KNOWN
def test_fields_and_signature_exist(one: Known) -> None:
    for field in one.preset.fields:
        kind_of(one.preset.table, field)
    for group in one.preset.signature:
        assert set(group) & set(one.preset.fields)
    assert by_ref(one.ref) is one


@_KNOWN
def test_its_own_names_are_recognised(one: Known) -> None:
    headers = [next(iter((*f.api, *f.labels, *f.weak))) for f in one.preset.fields.values()]
    headers = list(dict.fromkeys([*headers, *one.preset.rows]))
    assert match(one, one.preset.names[0], headers) is not None
