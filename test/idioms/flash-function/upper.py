import asyncio

from runpod_flash import Endpoint, GpuGroup


@Endpoint(name="upper", gpu=GpuGroup.ADA_24, workers=(1, 4), idle_timeout=30, dependencies=["wordfreq==3.1.1"])
async def upper(text: str, times: int = 1) -> dict:
    """Shouts a text, with how common its words are."""
    from wordfreq import zipf_frequency

    words = text.split()
    return {"text": " ".join([text.upper()] * times), "common": [zipf_frequency(word, "en") for word in words]}


if __name__ == "__main__":
    print(asyncio.run(upper("good morning", times=2)))
