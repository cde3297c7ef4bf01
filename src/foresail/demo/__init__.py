"""A seeded company whose truth is known, written out as the exports of a CRM, an ERP and the systems beside them."""

from foresail.demo.export.loads import Load
from foresail.demo.generate import DemoReport, generate
from foresail.demo.scale import scale_lines

__all__ = ["DemoReport", "Load", "generate", "scale_lines"]
