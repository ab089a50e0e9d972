import base64
import json
import time
import uuid
import urllib.parse
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


COMFY_HOST = "127.0.0.1:8188"
COMFY_API_AVAILABLE_MAX_RETRIES = 3


def validate_input(job_input):
    workflow = job_input.workflow
    if workflow is None:
        return None, "Missing 'workflow' parameter"
    return {"workflow": workflow, "images": job_input.images}, None


def check_server(url, retries=3):
    import requests

    for _ in range(retries):
        response = requests.get(url, timeout=5)
        if response.status_code:
            return True
    return False


def queue_workflow(workflow, client_id):
    import requests

    payload = {"prompt": workflow, "client_id": client_id}
    response = requests.post(f"http://{COMFY_HOST}/prompt", data=json.dumps(payload).encode("utf-8"), timeout=30)
    response.raise_for_status()
    return response.json()


def get_history(prompt_id):
    import requests

    return requests.get(f"http://{COMFY_HOST}/history/{prompt_id}", timeout=30).json()


class Input(BaseModel):
    workflow: Any = None
    images: Any = None


class Output(BaseModel):
    nodes: list[str]
    status: str


class WorkflowProxy(fal.App, name="workflow-proxy"):
    machine_type = "GPU-A100"
    requirements = ["comfy-cli", "requests", "websocket-client"]

    def setup(self) -> None:
        print("worker-comfyui - Starting handler...")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import websocket

        validated_data, error_message = validate_input(input)
        if error_message:
            raise HTTPException(status_code=422, detail=error_message)

        if not check_server(f"http://{COMFY_HOST}/", COMFY_API_AVAILABLE_MAX_RETRIES):
            raise HTTPException(status_code=500, detail=f"ComfyUI server ({COMFY_HOST}) not reachable after multiple retries.")

        ws = websocket.WebSocket()
        ws.connect(f"ws://{COMFY_HOST}/ws?clientId=worker", timeout=10)
        try:
            queued = queue_workflow(validated_data["workflow"], "worker")
            history = get_history(queued["prompt_id"])
            nodes = [str(node) for node in history["outputs"]]
        except ValueError as e:
            raise HTTPException(status_code=500, detail=f"An unexpected error occurred: {e}") from e
        finally:
            ws.close()

        return Output(nodes=nodes, status="success")
