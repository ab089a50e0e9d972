import runpod

app = runpod.App("texts")


@app.queue(gpu="4090", dependencies=["wordfreq"], workers=(0, 3), idle_timeout=60)
def count(text: str, smallest: int = 1):
    words = [word for word in text.split() if len(word) >= smallest]
    return {"count": len(words)}


@runpod.local_entrypoint
def main():
    print(count.remote("good morning"))
