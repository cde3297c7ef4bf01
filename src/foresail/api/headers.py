"""Headers of every answer: nothing from other hosts, no frames, no guessing of types."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Ant Design writes its style sheets at run time, so inline styles are allowed; scripts only from our own files.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
DOCUMENT = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
"""Of what a browser may show as a page, and so of every answer that is not known to be a part of one."""

PART = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
"""Of scripts, styles and data: shown as a page they may do nothing. A first page fetches some fifty of them."""

PARTS = ("text/javascript", "application/javascript", "text/css", "application/json", "application/problem+json")


class SafeHeaders:
    """ASGI middleware that adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                part = headers.get("content-type", "").partition(";")[0] in PARTS
                for name, value in (HEADERS | (PART if part else DOCUMENT)).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)
