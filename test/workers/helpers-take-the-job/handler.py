import runpod

LOG = []


def note(job, message):
    LOG.append(message)
    print(f"[{job['id']}] {message}")


def options_of(job):
    options = job["input"].get("options", {})
    note(job, f"{len(options)} options")
    return {"upper": False, "reverse": False, **options}


def work(job):
    text = job["input"]["text"]
    options = options_of(job)
    if options["upper"]:
        text = text.upper()
    if options["reverse"]:
        text = text[::-1]
    note(job, "worked")
    return text


def handler(job):
    text = work(job)
    return {"text": text, "steps": LOG[-2:]}


runpod.serverless.start({"handler": handler})
