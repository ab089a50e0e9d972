import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


WEIGHTS = "/models/upscaler-x4.safetensors"


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    tensor: Any = None
    tile: int = 0


class Output(BaseModel):
    tensor: str
    tile: int


class WeightsInTheImage(fal.App, name="weights-in-the-image"):
    machine_type = "GPU-A100"
    requirements = ["safetensors", "torch==2.3.1"]
    app_files = ["network.py"]

    def setup(self) -> None:
        import torch
        from safetensors.torch import load_file
        from network import Upscaler

        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.net = Upscaler(scale=4)
        self.net.load_state_dict(load_file(WEIGHTS), strict=True)
        self.net = self.net.half().to(self.device).eval()

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        import torch

        with torch.no_grad():
            if "tensor" not in input.model_fields_set:
                raise HTTPException(status_code=422, detail="tensor is missing")
            x = torch.tensor(input.tensor, dtype=torch.float16, device=self.device).unsqueeze(0)
            tile = input.tile
            y = self.net(x) if tile == 0 else self.net.tiled(x, tile)
            return Output(tensor=str(y), tile=tile)
