"""`foresail serve`: the server, the one-time link at the first start, and the demo's second half."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from pathlib import Path

import uvicorn

from foresail.api.app import create_app
from foresail.api.place import Place
from foresail.runtime.workspace import Workspace

KEPT_OPEN = 60
"""Seconds for which a connection stands idle: longer than people look at a page before they click again."""


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8420,
    open_browser: bool = False,
    sign_in_link: bool = False,
    finish_models: bool = False,
) -> None:
    """Serve a workspace until it is stopped.

    Parameters
    ----------
    host, port
        Where to listen; port 0 takes a free one, which is printed.
    open_browser
        Open the address in the browser.
    sign_in_link
        Print (and open) a one-time link for the first administrator even where the address alone would do.
    finish_models
        Run the analyses in the background if the published generation has none yet.
    """
    place = Place(Workspace.open(folder))
    app = create_app(place)
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.bind((host, 0))  # the usual port is taken: another one does, and is printed
    address = f"http://{host}:{listener.getsockname()[1]}"
    link = address
    if place.gate.setup_needed:
        link = f"{address}/setup#{place.gate.first_link()}"
        _say("首次使用，请打开此一次性链接设置管理员 · First start, open this one-time link:")
    _say(link)
    if finish_models and _without_models(place):
        place.jobs.start("build", {"models": True}, "foresail")
    if open_browser or sign_in_link:
        threading.Timer(0.8, _open, args=(link, open_browser)).start()
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEPT_OPEN,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _say(words: str) -> None:
    sys.stdout.write(f"  {words}\n")
    sys.stdout.flush()


def _open(link: str, wanted: bool) -> None:
    if wanted:
        webbrowser.open(link)


def _without_models(place: Place) -> bool:
    with place.workspace.warehouse.reader() as reader:
        return dict(reader.info).get("stage") == "metrics"
