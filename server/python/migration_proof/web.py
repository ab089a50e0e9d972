"""The web as code under test finds it: files that inputs speak of, and a recording double for services that are not there.

A worker that hands its jobs to a server on the same machine finds none here. Whoever connects to a port on loopback on which
nobody listens is answered by a double: it writes each request with its body into the journal, and its JSON is a symbolic
value. `inputs.test` is a host with a picture, a sound and a few other files, for inputs that are addresses.
"""

from __future__ import annotations

import io
import json
import os
import re
import socket
import struct
import threading
import wave
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from . import double_files, symbols
from .double import Double
from .journal import JOURNAL

HOST = "inputs.test"
# RunPod's SDK refuses to download from an address that is not public. Nothing ever leaves for this one.
PUBLIC = "1.1.1.1"
PROBE_SECONDS = 1.0
RATE = 8000


def picture() -> bytes:
    """A small PNG."""
    return double_files.picture("picture")


def sound() -> bytes:
    """A tenth of a second of a tone, as WAV."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", 8000 if index % 20 < 10 else -8000) for index in range(RATE // 10)))
    return buffer.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "png": ("image/png", picture),
    "wav": ("audio/wav", sound),
    "json": ("application/json", lambda: b'{"text": "a text"}'),
    "txt": ("text/plain; charset=utf-8", lambda: b"a text"),
}
KINDS = {"jpg": "png", "jpeg": "png", "webp": "png", "mp3": "wav", "flac": "wav", "ogg": "wav"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Web

    def log_message(self, *_arguments: Any) -> None:
        pass

    def _answer(self) -> None:
        body = self._body()
        host = self.headers.get("host") or HOST
        extension = os.path.splitext(urlsplit(self.path).path)[1][1:].lower()
        kind = FILES.get(KINDS.get(extension, extension))
        if host != HOST:
            JOURNAL.note(symbol := self._symbol(host, body))
            kind = kind or ("application/json", lambda: json.dumps(Double(symbol)._json()).encode())
        media_type, content = kind or FILES["txt"]
        self._send(media_type, content())

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _answer

    def _symbol(self, host: str, body: bytes) -> str:
        try:
            ordered = json.dumps(json.loads(body or b"null"), sort_keys=True)  # the order of keys says nothing in JSON
            told = symbols.argument(json.loads(ordered)) if body else ""
        except ValueError:
            told = symbols.argument(body)
        return symbols.shortened(f"{self.command} http://{host}{symbols.argument(self.path)[1:-1]}({told})")

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        data = b""
        while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return data

    def _send(self, media_type: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", media_type)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


class Web(ThreadingHTTPServer):
    """Listens on loopback in a thread of the child, and is where connections go that would find nobody."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replaced: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away early is no error of ours."""

    def install(self) -> None:
        """From now on names and connections of this process lead here where they would lead nowhere."""
        self._resolve = socket.getaddrinfo
        self._connect = socket.socket.connect
        socket.getaddrinfo = self._getaddrinfo  # type: ignore[assignment]
        for name in ("connect", "connect_ex"):
            setattr(socket.socket, name, self._redirected(getattr(socket.socket, name)))
        _revive_doubles()

    def _getaddrinfo(self, host: Any, port: Any, *rest: Any, **named: Any) -> Any:
        if host in (HOST, HOST.encode(), PUBLIC):
            found = self._resolve("127.0.0.1", port, *rest, **named)
            return [(*entry[:-1], (PUBLIC, *entry[-1][1:])) for entry in found]
        return self._resolve(host, port, *rest, **named)

    def _redirected(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        def method(own: socket.socket, address: Any) -> Any:
            return connect(own, self._target(own, address))

        return method

    def _target(self, own: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and address[0] == PUBLIC:
            return self.server_address
        if own.family != socket.AF_INET or own.type & socket.SOCK_STREAM == 0 or not _is_loopback(address):
            return address
        if address == self.server_address or self._is_answered(address) or _has_children():
            return address
        name = f"{address[0]}:{address[1]}"
        if name not in self.replaced:
            self.replaced.append(name)
        return self.server_address

    def _is_answered(self, address: Any) -> bool:
        with socket.socket() as probe:
            probe.settimeout(PROBE_SECONDS)
            try:
                self._connect(probe, address)
            except ConnectionRefusedError:
                return False
            except OSError:
                pass  # a full queue is somebody, too
            return True


def _is_loopback(address: Any) -> bool:
    return isinstance(address, tuple) and re.match(r"127\.|localhost$|0\.0\.0\.0$", str(address[0])) is not None


def _has_children() -> bool:
    """A process that the code itself started may be the service, and only not be ready yet."""
    try:
        own = os.getpid()
        for task in os.listdir(f"/proc/{own}/task"):
            with open(f"/proc/{own}/task/{task}/children", encoding="ascii") as children:
                if any(_lives(pid) for pid in children.read().split()):
                    return True
    except OSError:
        pass
    return False


def _lives(pid: str) -> bool:
    """Whether a process has not ended; one that nobody has waited for is still in the list."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as status:
            return status.read().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return False


def _revive_doubles() -> None:
    """JSON text in which a double was written is read as that double again."""
    decoder = json._default_decoder  # type: ignore[attr-defined]
    decode = decoder.decode

    def with_doubles(text: str, *rest: Any) -> Any:
        value = decode(text, *rest)
        return _revived(value) if '"$double"' in text else value

    decoder.decode = with_doubles


def _revived(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"$double", "number"}:
            return Double(value["$double"])
        return {key: _revived(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_revived(entry) for entry in value]
    return value
