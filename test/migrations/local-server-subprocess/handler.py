import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for_service(url, attempts=100):
    """Wait until the server answers, as the web UI takes a while to load."""
    for _ in range(attempts):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")


class LocalServerSubprocess(fal.App, name="local-server-subprocess"):
    machine_type = "S"
    app_files = ["model_server.py"]

    def setup(self) -> None:
        HERE = os.getcwd()

        PORT = free_port()
        self.local_url = f"http://127.0.0.1:{PORT}"

        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, "model_server.py"), "--port", str(PORT)])
        wait_for_service(url=self.local_url + "/health")
        print("Model server is ready. Starting RunPod...")

    def run_inference(self, inference_request):
        request = urllib.request.Request(self.local_url + "/predict", json.dumps(inference_request.model_dump(exclude_unset=True)).encode())
        with urllib.request.urlopen(request, timeout=30) as response:
            return answer(json.loads(response.read()))

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        '''
        This is the handler function that will be called by the serverless.
        '''
        return self.run_inference(input)
