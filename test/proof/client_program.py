"""Runs a client of an endpoint, before or after its migration, against a service on loopback.

The service upper-cases `text` and fails for an empty one. It speaks RunPod's protocol and fal's queue; the addresses
that the two clients have built in are turned towards it.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

JOBS = {}


def finish(body):
    """Take a job: its id."""
    number = f"job-{len(JOBS)}"
    text = body["text"]
    JOBS[number] = {"output": text.upper()} if text else {"error": "text is empty"}
    JOBS[number]["asked"] = 0
    return number


class Service(BaseHTTPRequestHandler):
    """RunPod's endpoint `abc` and fal's app `me/abc`."""

    def log_message(self, *_):
        """Say nothing."""

    def answer(self, status, body):
        """Send JSON."""
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def body(self):
        """Read JSON."""
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")

    def do_POST(self):
        """Queue a job."""
        path = urlsplit(self.path).path
        if path == "/v2/abc/run":
            self.answer(200, {"id": finish(self.body()["input"]), "status": "IN_QUEUE"})
        elif path == "/v2/abc/runsync":
            self.answer(200, self.runpod_state(finish(self.body()["input"]), patient=True))
        elif path == "/queue/me/abc":
            number = finish(self.body())
            here = f"http://127.0.0.1:{self.server.server_port}/queue/me/abc/requests/{number}"
            urls = {"response_url": here, "status_url": f"{here}/status", "cancel_url": f"{here}/cancel"}
            self.answer(200, {"request_id": number, "status": "IN_QUEUE", "queue_position": 0, **urls})
        else:
            self.answer(404, {"detail": path})

    def do_GET(self):
        """Tell how far a job is: the first question finds it queued."""
        parts = urlsplit(self.path).path.strip("/").split("/")
        if parts[:3] == ["v2", "abc", "status"]:
            self.answer(200, self.runpod_state(parts[3]))
        elif parts[-1] == "status":
            waits = self.waits(parts[-2])
            state = {"status": "IN_QUEUE", "queue_position": 0} if waits else {"status": "COMPLETED", "logs": []}
            self.answer(202 if waits else 200, state)
        else:
            job = JOBS[parts[-1]]
            self.answer(200, job["output"]) if "output" in job else self.answer(422, {"detail": job["error"]})

    def waits(self, number):
        """Whether a job is still queued."""
        JOBS[number]["asked"] += 1
        return JOBS[number]["asked"] == 1

    def runpod_state(self, number, patient=False):
        """A job as RunPod tells of it."""
        if not patient and self.waits(number):
            return {"id": number, "status": "IN_QUEUE"}
        job = JOBS[number]
        failed = {"status": "FAILED", "error": job.get("error")}
        return {"id": number, **({"status": "COMPLETED", "output": job["output"]} if "output" in job else failed)}


def turn_to(port):
    """Send what goes to RunPod's or fal's servers to this service."""
    here = f"http://127.0.0.1:{port}"
    try:
        import fal_client.client as client

        client.RUN_URL_FORMAT, client.QUEUE_URL_FORMAT = f"{here}/", f"{here}/queue/"
    except ImportError:
        pass
    try:
        import requests

        send = requests.Session.request

        def request(self, method, url, **options):
            return send(self, method, url.replace("https://api.runpod.ai", here), **options)

        requests.Session.request = request
    except ImportError:
        pass


def main():
    """Run the client that stands on standard input and print what its `ask` answers to each text."""
    service = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    turn_to(service.server_port)
    names = {"__name__": "client"}
    exec(compile(sys.stdin.read(), "client.py", "exec"), names)
    answers = []
    for text in ["good morning", ""]:
        try:
            answers.append({"answer": names["ask"](text)})
        except Exception as error:
            answers.append({"failed": type(error).__name__ in ("RuntimeError", "KeyError", "FalClientHTTPError")})
    print(json.dumps(answers))


main()
