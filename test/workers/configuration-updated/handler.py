import runpod

LIMIT = 12


def handler(job):
    words = job["input"].get("text", "").split()
    if len(words) > LIMIT:
        return {"error": f"more than {LIMIT} words"}
    return {"initials": [word[0] for word in words]}


# what every worker of this team starts with
options = dict(return_aggregate_stream=True)
options.update({"handler": handler})
options.update(refresh_worker=False)
options |= {"concurrency_modifier": lambda current: 1}

if __name__ == "__main__":
    runpod.serverless.start(options)
