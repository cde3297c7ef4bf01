"""Quality in money: rules that give the bad rows, health and freshness of tables, fix lists that come back."""

from foresail.quality.corrections import is_fix_list, record_corrections
from foresail.quality.discover import rules
from foresail.quality.fixes import fix_list
from foresail.quality.run import blocking, run_rules

__all__ = ["blocking", "fix_list", "is_fix_list", "record_corrections", "rules", "run_rules"]
