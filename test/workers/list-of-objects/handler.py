import runpod


def render(messages):
    return "\n".join(f"{message['role']}: {message.get('content', '')}" for message in messages)


def handler(job):
    job_input = job["input"]
    messages = job_input["messages"]
    for index, message in enumerate(messages):
        print(index, message["role"])
    boxes = job_input.get("boxes", [])
    tags = job_input.get("tags") or []
    first = boxes[0]["label"] if boxes else None
    return {
        "text": render(messages),
        "first": first,
        "tags": [tag for tag in tags],
        "words": [word.upper() for word in job_input["words"].split()],
    }


runpod.serverless.start({"handler": handler})
