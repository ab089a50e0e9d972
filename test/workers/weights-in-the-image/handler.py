import os
import runpod
import torch
from safetensors.torch import load_file

from network import Upscaler

WEIGHTS = "/models/upscaler-x4.safetensors"

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
net = Upscaler(scale=4)
net.load_state_dict(load_file(WEIGHTS), strict=True)
net = net.half().to(device).eval()


@torch.no_grad()
def run(job):
    inp = job["input"]
    if "tensor" not in inp:
        return {"error": "tensor is missing"}
    x = torch.tensor(inp["tensor"], dtype=torch.float16, device=device).unsqueeze(0)
    tile = inp.get("tile", 0)
    y = net(x) if tile == 0 else net.tiled(x, tile)
    return {"tensor": str(y), "tile": tile}


runpod.serverless.start({"handler": run})
