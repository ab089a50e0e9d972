import runpod


class Speller:
    """Stands for a model whose arguments come with the request."""

    def __init__(self, language, strict=False):
        self.words = {"en": ["one", "two"], "de": ["eins", "zwei"]}[language]
        self.strict = strict

    def __call__(self, text):
        unknown = [word for word in text.split() if word not in self.words]
        if unknown and self.strict:
            raise ValueError("unknown: " + " ".join(unknown))
        return unknown


def handler(job):
    job_input = job["input"]
    speller = Speller(job_input.get("language", "en"), strict=job_input.get("strict", False))
    return {"unknown": speller(job_input["text"])}


runpod.serverless.start({"handler": handler})
