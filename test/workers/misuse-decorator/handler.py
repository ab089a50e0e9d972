import runpod


@runpod.handler
def handler(job):
    return {"doubled": job["input"]["value"] * 2}


if __name__ == "__main__":
    runpod.start(handler)
