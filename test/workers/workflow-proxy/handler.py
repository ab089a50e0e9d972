import base64
import json
import time
import uuid
import urllib.parse

import requests
import runpod
import websocket

COMFY_HOST = "127.0.0.1:8188"
COMFY_API_AVAILABLE_MAX_RETRIES = 3


def validate_input(job_input):
    if job_input is None:
        return None, "Please provide input"
    workflow = job_input.get("workflow")
    if workflow is None:
        return None, "Missing 'workflow' parameter"
    return {"workflow": workflow, "images": job_input.get("images")}, None


def check_server(url, retries=3):
    for _ in range(retries):
        response = requests.get(url, timeout=5)
        if response.status_code:
            return True
    return False


def queue_workflow(workflow, client_id):
    payload = {"prompt": workflow, "client_id": client_id}
    response = requests.post(f"http://{COMFY_HOST}/prompt", data=json.dumps(payload).encode("utf-8"), timeout=30)
    response.raise_for_status()
    return response.json()


def get_history(prompt_id):
    return requests.get(f"http://{COMFY_HOST}/history/{prompt_id}", timeout=30).json()


def handler(job):
    job_input = job["input"]

    validated_data, error_message = validate_input(job_input)
    if error_message:
        return {"error": error_message}

    if not check_server(f"http://{COMFY_HOST}/", COMFY_API_AVAILABLE_MAX_RETRIES):
        return {"error": f"ComfyUI server ({COMFY_HOST}) not reachable after multiple retries."}

    ws = websocket.WebSocket()
    ws.connect(f"ws://{COMFY_HOST}/ws?clientId=worker", timeout=10)
    try:
        queued = queue_workflow(validated_data["workflow"], "worker")
        history = get_history(queued["prompt_id"])
        nodes = [str(node) for node in history["outputs"]]
    except ValueError as e:
        return {"error": f"An unexpected error occurred: {e}"}
    finally:
        ws.close()

    return {"nodes": nodes, "status": "success"}


if __name__ == "__main__":
    print("worker-comfyui - Starting handler...")
    runpod.serverless.start({"handler": handler})
