"""fal's node-local upload service, in a thread: `Image.from_pil` and `File.from_path` work without a key or a network."""

from __future__ import annotations

import itertools
import json
import os
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any

ADDRESS = "http://127.0.0.1/uploads/"


class Uploads(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Keeps what is uploaded in memory, by its address."""

    daemon_threads = True

    def __init__(self, socket_path: str) -> None:
        super().__init__(socket_path, _Handler)
        self.files: dict[str, bytes] = {}
        self.numbers = itertools.count(1)

    def get_request(self) -> Any:
        """A Unix socket has no peer address, and the request handler wants one."""
        connection, _ = super().get_request()
        return connection, ("local", 0)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Uploads

    def log_message(self, *_arguments: Any) -> None:
        pass

    def do_POST(self) -> None:
        data = self._body()
        name = os.path.basename(self.headers.get("x-fal-file-name") or "") or "file"
        upload = f"u{next(self.server.numbers)}"
        address = f"{ADDRESS}{upload}/{name}"
        self.server.files[address] = data
        self._answer(202, {"state": "accepted_local", "upload_id": upload, "file_url": address})

    def do_GET(self) -> None:
        self._answer(200, {"state": "completed"})

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        data = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return data

    def _answer(self, status: int, body: dict[str, str]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def start(folder: str) -> Uploads:
    """Listen, and point fal's toolkit here through the environment."""
    path = os.path.join(folder, "uploads.sock")
    if os.path.exists(path):
        os.unlink(path)
    server = Uploads(path)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    os.environ.update(FAL_USE_LOCAL_UPLOADER="1", FAL_API_SOCKET=path, FAL_KEY="any:any")
    return server
