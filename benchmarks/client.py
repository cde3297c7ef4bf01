"""A light HTTP client: as many kept connections as a browser opens, and hardly any work of its own.

The users share the machine with the server that they measure, so that a client that does much for each request is
measured with it.
"""

from __future__ import annotations

import asyncio
import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

CONNECTIONS = 6
"""That a browser opens to one host."""

Link = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def sign_in(base: str, secret: str, name: str, password: str) -> str:
    """Sign in, or set the workspace up with its one-time secret; gives the cookie."""
    link = http.client.HTTPConnection(urlsplit(base).netloc, timeout=120)
    body = {"name": name, "password": password, **({"link": secret} if secret else {})}
    path = "/api/v1/setup" if secret else "/api/v1/session"
    link.request("POST", path, json.dumps(body), {"content-type": "application/json"})
    found = link.getresponse()
    found.read()
    if found.status >= 300:
        raise RuntimeError(f"signing in ended with {found.status}")
    return str(found.getheader("set-cookie")).split(";")[0]


@dataclass
class Browser:
    """One user's connections.

    Parameters
    ----------
    base
        `http://host:port`.
    cookie
        Of the session.
    """

    base: str
    cookie: str
    _free: list[Link] = field(default_factory=list)
    _open: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS))

    async def get(self, path: str, words: dict[str, Any] | None = None) -> tuple[int, bytes, str]:
        """Ask for an address below `/api/v1`: status, body as it came, and the address."""
        query = urlencode(words or {}, doseq=True)
        address = f"{path}?{query}" if query else path
        host = urlsplit(self.base).netloc
        asked = (
            f"GET /api/v1{address} HTTP/1.1\r\nhost: {host}\r\ncookie: {self.cookie}\r\naccept-encoding: gzip\r\n\r\n"
        )
        async with self._open:
            while True:
                kept = bool(self._free)
                link = await self._link()
                try:
                    link[1].write(asked.encode())
                    status, body = await _answer(link[0])
                except (ConnectionError, asyncio.IncompleteReadError):
                    link[1].close()
                    if kept:  # the server ended it while it stood idle: a browser opens another one
                        continue
                    raise
                self._free.append(link)
                return status, body, address

    async def _link(self) -> Link:
        while self._free:
            reader, writer = self._free.pop()
            if not reader.at_eof():  # the server ends what stood idle for long
                return reader, writer
            writer.close()
        place = urlsplit(self.base)
        return await asyncio.open_connection(place.hostname, place.port, limit=1 << 20)

    def close(self) -> None:
        """Let the connections go."""
        for _, writer in self._free:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ")[1])
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    if "content-length" in fields:
        return status, await reader.readexactly(int(fields["content-length"]))
    parts = []
    while size := int(await reader.readuntil(b"\r\n"), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return status, b"".join(parts)
