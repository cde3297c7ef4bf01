"""How kernels are compiled: without the interpreter's lock, once, and kept on disk by the text of their sources."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile a function over plain arrays when it is first called, or take it from disk.

    numba's own cache looks at one file's time only; a kernel also changes with those that it calls. So the folder is
    named by the text of all of them.
    """
    config: Any = numba.config
    before = config.CACHE_DIR
    config.CACHE_DIR = _folder()
    try:
        compiled: Any = numba.njit(cache=True, nogil=True, fastmath=False, error_model="numpy")(function)
    finally:
        config.CACHE_DIR = before
    return cast("F", compiled)


@lru_cache(maxsize=1)
def _folder() -> str:
    text = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    name = hashlib.sha256(text + numba.__version__.encode()).hexdigest()[:16]
    home = os.environ.get("FORESAIL_KERNELS") or os.environ.get("XDG_CACHE_HOME")
    places = [Path(home) if home else Path("~/.cache").expanduser(), Path(tempfile.gettempdir())]
    for place in places:
        folder = place / "foresail-kernels" / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return str(folder)
    return tempfile.mkdtemp(prefix="foresail-kernels-")
