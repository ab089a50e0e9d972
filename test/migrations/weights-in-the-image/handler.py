import os
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict
import torch

WEIGHTS = "/models/upscaler-x4.safetensors"


@torch.no_grad()
def run(job):
    inp = job["input"]
    if "tensor" not in inp:
        return {"error": "tensor is missing"}
    x = torch.tensor(inp["tensor"], dtype=torch.float16, device=device).unsqueeze(0)
    tile = inp.get("tile", 0)
    y = net(x) if tile == 0 else net.tiled(x, tile)
    return {"tensor": str(y), "tile": tile}


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
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    tensor: Any = None
    tile: int = 0


class WeightsInTheImage(fal.App, name="weights-in-the-image"):
    machine_type = "GPU-A100"
    requirements = ["safetensors", "torch==2.3.1"]
    app_files = ["network.py"]

    def setup(self) -> None:
        global device, net  # read outside of this class
        from safetensors.torch import load_file
        from network import Upscaler

        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        net = Upscaler(scale=4)
        net.load_state_dict(load_file(WEIGHTS), strict=True)
        net = net.half().to(device).eval()

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(run(job))
