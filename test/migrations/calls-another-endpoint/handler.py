import os
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str = "hello"
    factor: int | None = None


class Output(BaseModel):
    image: Any
    text: Any


class CallsAnotherEndpoint(fal.App, name="calls-another-endpoint"):
    machine_type = "S"
    requirements = ["fal-client"]

    def setup(self) -> None:
        self.upscaler = os.environ.get("UPSCALER_ENDPOINT_ID", "0123456789abcd")

    def upscale(self, image, factor):
        """Hand the picture to the other worker."""
        import fal_client

        endpoint = self.upscaler
        result = fal_client.subscribe(endpoint, arguments={"image": image, "factor": factor}, client_timeout=300)
        return result["image"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input = input.model_dump(exclude_unset=True)
        text = job_input.get("text", "hello")
        image = "|".join(text)
        if job_input.get("factor", 1) > 1:
            image = self.upscale(image, job_input["factor"])
        return Output(image=image, text=text)
