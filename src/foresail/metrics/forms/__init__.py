"""The forms in which answers leave the house: JSON, CSV and XLSX, the same for command line, API, pages and reports."""

from foresail.metrics.forms.sheet import to_xlsx
from foresail.metrics.forms.text import json_rows, to_csv, to_json

__all__ = ["json_rows", "to_csv", "to_json", "to_xlsx"]
