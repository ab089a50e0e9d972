import runpod

DEFAULT_TAGS = ["news"]


def handler(job):
    data = job["input"]
    labels = data.get("labels", ["good", "bad"])
    if isinstance(labels, str):
        labels = labels.split(",")
    tags = data.get("tags", DEFAULT_TAGS)
    if type(tags) is not list:
        tags = [tags]
    texts = data.get("texts") or data.get("text", "")
    if type(texts) == str:
        texts = [texts]
    return {"labels": sorted(labels), "tags": tags, "lengths": [len(text) for text in texts]}


runpod.serverless.start({"handler": handler})
