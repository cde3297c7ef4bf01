"""Check the layers: import-linter on the contracts of `.importlinter`."""

import sys

from importlinter.cli import lint_imports

if __name__ == "__main__":
    sys.path.insert(0, "src")
    sys.exit(lint_imports())
