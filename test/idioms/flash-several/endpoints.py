from runpod_flash import Endpoint, GpuType

@Endpoint(name="a", gpu=GpuType.NVIDIA_GEFORCE_RTX_4090, execution_timeout_ms=90000)
def draw(prompt: str, steps: int = 20):
    return {"prompt": prompt, "steps": steps}

@Endpoint(name="b", cpu="cpu3c-4-8")
async def words(text: str):
    for w in text.split():
        yield w
