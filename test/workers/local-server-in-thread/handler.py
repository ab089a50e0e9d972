"""A small HTTP service runs beside the handler, which only passes requests on."""
import json
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import runpod


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


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
BASE = f"http://127.0.0.1:{server.server_address[1]}"
print("service is up")


def forward(path, payload):
    request = urllib.request.Request(BASE + path, json.dumps(payload).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def handler(event):
    job_input = event["input"]
    if not job_input.get("values"):
        return {"error": "values is empty"}
    try:
        return forward(job_input.get("path", "/sort"), {"values": job_input["values"], "reverse": job_input.get("reverse", False)})
    except urllib.error.HTTPError as e:
        return {"error": f"service answered {e.code}"}


runpod.serverless.start({"handler": handler})
