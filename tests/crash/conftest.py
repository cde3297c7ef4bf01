"""Lets the suites of this folder share their harness."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
