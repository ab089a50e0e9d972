import os
import runpod

os.environ["HF_HOME"] = "/runpod-volume/huggingface-cache"
os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

BASE_MODEL = os.environ.get("BASE_MODEL", "/runpod-volume/models/llama-3-8b-instruct")

tokenizer = AutoTokenizer.from_pretrained(BASE_MODEL, local_files_only=True)
model = AutoModelForCausalLM.from_pretrained(
    BASE_MODEL,
    torch_dtype=torch.bfloat16,
    device_map="auto",
    local_files_only=True,
)


def handler(job):
    job_input = job["input"]
    prompt = job_input.get("prompt")
    if not prompt:
        return {"error": "Prompt is required"}

    messages = [{"role": "user", "content": prompt}]
    if "system" in job_input:
        messages.insert(0, {"role": "system", "content": job_input["system"]})

    inputs = tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_tensors="pt").to(model.device)
    with torch.no_grad():
        output = model.generate(
            inputs,
            max_new_tokens=job_input.get("max_new_tokens", 256),
            temperature=float(job_input.get("temperature", 0.7)),
            do_sample=job_input.get("do_sample", True),
        )
    text = tokenizer.decode(output[0], skip_special_tokens=True)
    return {"text": str(text)}


runpod.serverless.start({"handler": handler})
