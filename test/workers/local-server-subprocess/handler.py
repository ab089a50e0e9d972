import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import runpod

HERE = os.path.dirname(os.path.abspath(__file__))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


PORT = free_port()
LOCAL_URL = f"http://127.0.0.1:{PORT}"

process = subprocess.Popen([sys.executable, os.path.join(HERE, "model_server.py"), "--port", str(PORT)])


def wait_for_service(url, attempts=100):
    """Wait until the server answers, as the web UI takes a while to load."""
    for _ in range(attempts):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def run_inference(inference_request):
    request = urllib.request.Request(LOCAL_URL + "/predict", json.dumps(inference_request).encode())
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.loads(response.read())


def handler(event):
    '''
    This is the handler function that will be called by the serverless.
    '''
    return run_inference(event["input"])


if __name__ == "__main__":
    wait_for_service(url=LOCAL_URL + "/health")
    print("Model server is ready. Starting RunPod...")
    runpod.serverless.start({"handler": handler})
