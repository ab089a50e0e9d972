import os

import runpod


def login():
    token = os.environ.get("HF_TOKEN")
    return "anonymous" if not token else "user-" + token[-2:]


def handler(job):
    credentials = job["input"].get("credentials", {})

    if "hf_token" in credentials:
        os.environ["HF_TOKEN"] = credentials["hf_token"]
    if credentials.get("wandb_api_key"):
        os.environ["WANDB_API_KEY"] = credentials["wandb_api_key"]

    who = login()
    tracking = "WANDB_API_KEY" in os.environ

    for name in ("HF_TOKEN", "WANDB_API_KEY"):
        if name in os.environ:
            del os.environ[name]

    return {"user": who, "tracking": tracking}


runpod.serverless.start({"handler": handler})
