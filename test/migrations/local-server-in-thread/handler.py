"""A small HTTP service runs beside the handler, which only passes requests on."""
import json
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        body = json.loads(self.rfile.read(length))
        if self.path != "/sort":
            self.send_error(404, "no such route")
            return
        answer = json.dumps({"sorted": sorted(body["values"], reverse=body.get("reverse", False))}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


def answer_result(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    values: Any = None
    path: str = "/sort"
    reverse: bool = False


class LocalServerInThread(fal.App, name="local-server-in-thread"):
    machine_type = "S"

    def setup(self) -> None:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{server.server_address[1]}"
        print("service is up")

    def forward(self, path, payload):
        request = urllib.request.Request(self.base + path, json.dumps(payload).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as response:
            return answer_result(json.load(response))

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        if not input.values:
            raise HTTPException(status_code=422, detail="values is empty")
        try:
            return self.forward(input.path, {"values": input.values, "reverse": input.reverse})
        except urllib.error.HTTPError as e:
            raise HTTPException(status_code=500, detail=f"service answered {e.code}") from e
