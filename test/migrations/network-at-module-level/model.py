from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, hidden=32):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(16, hidden)
        self.fc2 = nn.Linear(hidden, 2)

    def forward(self, x):
        import torch.nn.functional as F

        return self.fc2(F.relu(self.fc1(x)))


CLASSES = ("off", "on")


class Input(BaseModel):
    features: Any


class NetworkAtModuleLevel(fal.App, name="network-at-module-level"):
    machine_type = "GPU-A100"
    requirements = ["torch"]

    def setup(self) -> None:
        import torch

        self.net = Net()
        self.net.load_state_dict(torch.load("weights/net.pth", map_location="cpu"))
        self.net.eval()

    @fal.endpoint("/")
    def predict(self, input: Input) -> dict[str, Any]:
        import torch

        features = input.features
        if len(features) != 16:
            raise HTTPException(status_code=422, detail=f"expected 16 features, got {len(features)}")
        with torch.no_grad():
            logits = self.net(torch.tensor(features).float().unsqueeze(0))
            index = int(torch.argmax(logits, dim=1)) % len(CLASSES)
        return {"class": CLASSES[index], "logits": str(logits)}
