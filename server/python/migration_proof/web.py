"""The web as code under test finds it: files that inputs speak of, and a recording double for services that are not there.

A worker that hands its jobs to a server on the same machine finds none here, and where the network is not allowed there is
no other server either. Whoever connects is answered by a double: it writes each request with its body into the journal,
and its JSON is a symbolic value. `inputs.test` is a host with a picture, a sound and a few other files, for inputs that are
addresses.
"""

from __future__ import annotations

import json
import os
import re
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from . import double_files, symbols, tls
from .double import Double
from .journal import JOURNAL

HOST = "inputs.test"
# What every name on the web leads to. RunPod's SDK refuses to download from an address that is not public. Nothing ever leaves for this one.
PUBLIC = "1.1.1.1"
PLATFORMS = re.compile(r"(^|\.)(runpod\.(ai|io|net)|fal\.(run|ai|media|dev)|falrun\.com)$", re.IGNORECASE)
PROBE_SECONDS = 1.0


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "png": ("image/png", lambda: double_files.picture("picture")),
    "wav": ("audio/wav", lambda: double_files.sound("sound")),
    "zip": ("application/zip", lambda: double_files.archive("archive")),
    "json": ("application/json", lambda: b'{"text": "a text"}'),
    "txt": ("text/plain; charset=utf-8", lambda: b"a text"),
}
KINDS = {"jpg": "png", "jpeg": "png", "webp": "png", "mp3": "wav", "flac": "wav", "ogg": "wav"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5  # a client that speaks another language waits for the server to begin
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
        # Whoever stores a file is told nothing, and a store of files says so.
        self._send(media_type, b"" if self.command in ("PUT", "DELETE") and not self._speaks_json() else content())

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _answer

    def _speaks_json(self) -> bool:
        return "json" in (self.headers.get("content-type") or self.headers.get("accept") or "")

    def _symbol(self, host: str, body: bytes) -> str:
        try:
            ordered = json.dumps(json.loads(body or b"null"), sort_keys=True)  # the order of keys says nothing in JSON
            told = symbols.argument(json.loads(ordered)) if body else ""
        except ValueError:
            told = symbols.argument(body)
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        return symbols.shortened(f"{self.command} {scheme}://{host}{symbols.argument(self.path)[1:-1]}({told})")

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

    def __init__(self, network: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replaced: list[str] = []
        self._network = network
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Whoever begins as TLS does is answered in TLS."""
        if request.recv(1, socket.MSG_PEEK) != tls.HANDSHAKE:
            super().finish_request(request, client_address)
            return
        with tls.server_context().wrap_socket(request, server_side=True) as encrypted:
            super().finish_request(encrypted, client_address)

    def note_service(self, name: str) -> None:
        """Remember whom this double stands for."""
        if name not in self.replaced:
            self.replaced.append(name)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away early is no error of ours."""

    def install(self) -> None:
        """From now on names and connections of this process lead here where they would lead nowhere."""
        self._resolve = socket.getaddrinfo
        self._connect = socket.socket.connect
        socket.getaddrinfo = self._getaddrinfo  # type: ignore[assignment]
        for name in ("connect", "connect_ex"):
            setattr(socket.socket, name, self._redirected(getattr(socket.socket, name)))
        if not self._network:
            socket.gethostbyname = lambda name: "127.0.0.1" if _is_local(name) else PUBLIC
            tls.trust_anyone()
            _resolve_in_python()
        _revive_doubles()

    def _getaddrinfo(self, host: Any, port: Any, *rest: Any, **named: Any) -> Any:
        is_known = host in (HOST, HOST.encode(), PUBLIC)
        if is_known or not (self._network or _is_local(host) or _is_of_platform(host)):
            if not is_known:
                self.note_service(os.fsdecode(host))
            found = self._resolve("127.0.0.1", port, *rest, **named)
            return [(*entry[:-1], (PUBLIC, *entry[-1][1:])) for entry in found]
        return self._resolve(host, port, *rest, **named)

    def _redirected(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        def method(own: socket.socket, address: Any) -> Any:
            return connect(own, self._target(own, address))

        return method

    def _target(self, own: socket.socket, address: Any) -> Any:
        if own.family != socket.AF_INET or own.type & socket.SOCK_STREAM == 0 or not isinstance(address, tuple):
            return address
        if address[0] == PUBLIC:
            return self.server_address
        if not _is_local(address[0]):
            return address if self._network else self._stand_in(address)
        if address == self.server_address or self._is_answered(address) or _has_children():
            return address
        return self._stand_in(address)

    def _stand_in(self, address: Any) -> Any:
        self.note_service(f"{address[0]}:{address[1]}")
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


def _is_local(host: Any) -> bool:
    """Whether this is the machine itself: by one of its names, or by none at all."""
    name = host.decode() if isinstance(host, bytes) else host
    return not name or name == socket.gethostname() or re.match(r"127\.|localhost$|0\.0\.0\.0$|::1?$", str(name)) is not None


def _is_of_platform(host: Any) -> bool:
    """Whether RunPod or fal themselves would answer: what is asked of them is what a migration changes."""
    return PLATFORMS.search(os.fsdecode(host)) is not None


def _resolve_in_python() -> None:
    """`aiohttp` prefers a resolver in C, which asks the real network past every function of Python's."""
    sys.modules["aiodns"] = None  # type: ignore[assignment]
    connector = sys.modules.get("aiohttp.connector")
    if connector is not None:
        connector.DefaultResolver = sys.modules["aiohttp.resolver"].ThreadedResolver  # type: ignore[attr-defined]


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
        if set(value) == {"$double", "number", "text"}:
            return Double(value["$double"])
        return {key: _revived(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_revived(entry) for entry in value]
    return value
