"""Declarations that contradict themselves are refused with file and line; nothing heavy is imported on the way."""

# ruff: noqa: E501  a table of cases
from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foresail.kernel.problem import DeclarationError, NotFound
from foresail.runtime.catalogue import Catalogue, in_order
from foresail.runtime.discovery import collect, scan

Make = Callable[..., Path]

# What is wrong → (file that is changed, old text, new text, words of the problem, file that is named)
WRONG = {
    "frames file": ("capability.py", "features.sql", "feature.sql", "no file feature.sql", "capability.py"),
    "function": ("capability.py", "model:run", "model:rum", "no function “rum”", "capability.py"),
    "module": ("capability.py", "evaluate:run", "evaluation:run", "no file evaluation.py", "capability.py"),
    "arguments": ("evaluate.py", "params: SampleParams, rng: np.random.Generator", "params: SampleParams", "takes 2 arguments", "evaluate.py"),
    "id": ("capability.py", 'id="customers.sample"', 'id="customers.simple"', "the page is called", "capability.py"),
    "needed table": ("capability.py", '"order_line": (', '"order_lines": (', "no table “order_lines”", "capability.py"),
    "needed column": ("capability.py", '"net_amount")', '"net_sum")', "no column “net_sum”", "capability.py"),
    "result": ("capability.py", "minimum=", 'results=("customers_rfm_score",), minimum=', "No capability gives", "capability.py"),
    "circle": ("capability.py", "minimum=", 'results=("customers_sample_scores",), minimum=', "in a circle", "capability.py"),
    "output table": ("page.py", "customers_sample_summary", "customers_sample_sumary", "no such output table", "page.py"),
    "output column": ("page.py", 'y=("expected",)', 'y=("expectd",)', "“expectd”", "page.py"),
    "sentence": ("page.py", "{accounts} accounts", "{account} accounts", "“account”", "page.py"),
    "metric unit": ("outputs.py", 'Unit.COUNT, good="up"', 'Unit.TEXT, good="up"', "no unit that counts", "outputs.py"),
    "float money": ("outputs.py", "    spent: Decimal", "    spent: float", "must be a Decimal", "outputs.py"),
    "row scope": ("outputs.py", '("account_id", "account")', '("account", "account")', "which it does not have", "outputs.py"),
    "as of": ("features.sql", ":as_of", "'2024-01-01'", "does not take :as_of", "features.sql"),
    "lint": ("features.sql", "date_diff('day'", "date_diff('month'", "breaks a rule", "features.sql"),
    "placeholder": ("features.sql", ":horizon_days", ":horizon", "no parameter “horizon”", "features.sql"),
    "undeclared table": ("features.sql", "FROM order_line", "FROM invoice", "`needs` does not name", "features.sql"),
    "heavy": ("outputs.py", "from datetime import date", "import numpy\nfrom datetime import date", "may not import", "outputs.py"),
    "python": ("params.py", "Unit.DAYS", "Unit.DAY", "The declaration is refused", "params.py"),
    "syntax": ("page.py", "PAGE = PageSpec(", "PAGE = PageSpec((", "The declaration is refused", "page.py"),
    "parameter unit": ("params.py", "Unit.DAYS", "Unit.TEXT", "no unit that counts", "params.py"),
}  # fmt: skip


@pytest.mark.parametrize("what", list(WRONG))
def test_refused_with_file_and_line(what: str, make_package: Make) -> None:
    file, old, new, words, named = WRONG[what]
    package = make_package(f"wrong_{what.replace(' ', '_')}", {file: [(old, new)]})
    with pytest.raises(DeclarationError) as refused:
        collect(scan(package.name))
    assert words in refused.value.what.en or any(words in line for line in refused.value.details.get("all", ()))
    path, _, line = refused.value.where.rpartition(":")
    assert Path(path).name == named
    text = Path(path).read_text(encoding="utf-8").splitlines()
    assert 1 <= int(line) <= len(text)


def test_line_is_the_line_of_the_fault(make_package: Make) -> None:
    package = make_package("wrong_line", {"page.py": [('y=("expected",)', 'y=("expectd",)')]})
    with pytest.raises(DeclarationError) as refused:
        collect(scan(package.name))
    path, _, line = refused.value.where.rpartition(":")
    assert "expectd" in Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert refused.value.closest[0] == "expected"


def test_the_same_id_twice_is_refused(make_package: Make) -> None:
    one, other = make_package("twice_one"), make_package("twice_other")
    with pytest.raises(DeclarationError, match="is declared in"):
        collect([*scan(one.name), *scan(other.name)])


def test_folder_and_id_must_match(make_package: Make) -> None:
    package = make_package("moved")
    (package / "customers" / "sample").rename(package / "customers" / "example")
    for file in (package / "customers" / "example").glob("*.py"):
        text = file.read_text(encoding="utf-8").replace("moved.customers.sample", "moved.customers.example")
        file.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError, match="does not match its folder"):
        collect(scan(package.name))


def test_catalogue_answers_by_name(sample: Catalogue) -> None:
    assert list(sample.capabilities) == ["customers.sample"]
    assert sample.page("customers.sample").section == "customers"
    assert set(sample.row_types) == {"customers_sample_scores", "customers_sample_summary"}
    assert "Galton" in sample.entry("customers.sample").card()
    assert [p.id for p in sample.menu()] == ["customers.sample"]
    with pytest.raises(NotFound) as missing:
        sample.entry("customers.sampel")
    assert missing.value.closest == ("customers.sample",)
    assert sample.metrics
    assert sample.dimensions
    assert sample.rules
    assert sample.sources


def test_results_order_the_graph(make_package: Make) -> None:
    package = make_package("chain", None, "customers.sample", "customers.after")
    changed = package / "customers" / "sample" / "capability.py"
    text = changed.read_text(encoding="utf-8").replace("minimum=", 'results=("customers_after_scores",), minimum=')
    changed.write_text(text, encoding="utf-8")
    catalogue = collect(scan(package.name))
    assert [e.id for e in catalogue.ordered()] == ["customers.after", "customers.sample"]


def test_order_names_the_circle() -> None:
    with pytest.raises(ValueError, match="a → b"):
        in_order({"a": ["b"], "b": ["a"], "c": []})


def test_discovery_imports_no_model_code() -> None:
    code = (
        "import sys; from foresail.runtime.discovery import ANALYTICS, scan; list(scan(ANALYTICS)); "
        "heavy = [m for m in sys.modules if m.split('.')[0] in ('sklearn', 'scipy', 'lightgbm', 'numba')"
        " or (m.startswith('foresail.analytics') and m.endswith(('.model', '.evaluate')))]; "
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
