import os
from typing import Any

import fal
from pydantic import BaseModel


def login():
    token = os.environ.get("HF_TOKEN")
    return "anonymous" if not token else "user-" + token[-2:]


class Input(BaseModel):
    credentials: dict[str, Any] = {}


class Output(BaseModel):
    user: Any
    tracking: bool


class EnvironmentSetPerJob(fal.App, name="environment-set-per-job"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        credentials = input.credentials

        if "hf_token" in credentials:
            os.environ["HF_TOKEN"] = credentials["hf_token"]
        if credentials.get("wandb_api_key"):
            os.environ["WANDB_API_KEY"] = credentials["wandb_api_key"]

        who = login()
        tracking = "WANDB_API_KEY" in os.environ

        for name in ("HF_TOKEN", "WANDB_API_KEY"):
            if name in os.environ:
                del os.environ[name]

        return Output(user=who, tracking=tracking)
