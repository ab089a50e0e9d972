import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    prompt: str | None = None
    system: Any = None
    max_new_tokens: int = 256
    temperature: float = Field(default=0.7, strict=False)
    do_sample: bool = True


class Output(BaseModel):
    text: str


class WeightsOnTheVolume(fal.App, name="weights-on-the-volume"):
    machine_type = "GPU-A100"
    requirements = ["transformers==4.46.3", "accelerate==1.1.1", "torch==2.4.0"]

    def setup(self) -> None:
        os.environ["HF_HOME"] = "/data/.cache/huggingface"
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        BASE_MODEL = os.environ.get("BASE_MODEL", "/data/models/llama-3-8b-instruct")

        self.tokenizer = AutoTokenizer.from_pretrained(BASE_MODEL)
        self.model = AutoModelForCausalLM.from_pretrained(
            BASE_MODEL,
            torch_dtype=torch.bfloat16,
            device_map="auto",
        )

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import torch

        prompt = input.prompt
        if not prompt:
            raise HTTPException(status_code=422, detail="Prompt is required")

        messages = [{"role": "user", "content": prompt}]
        if "system" in input.model_fields_set:
            messages.insert(0, {"role": "system", "content": input.system})

        inputs = self.tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_tensors="pt").to(self.model.device)
        with torch.no_grad():
            output = self.model.generate(
                inputs,
                max_new_tokens=input.max_new_tokens,
                temperature=float(input.temperature),
                do_sample=input.do_sample,
            )
        text = self.tokenizer.decode(output[0], skip_special_tokens=True)
        return Output(text=str(text))
