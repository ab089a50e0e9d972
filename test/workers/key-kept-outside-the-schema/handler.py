import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {"text": {"type": str, "required": False, "default": "hello"}}


class Service:
    def __call__(self, job):
        self.data = job["input"]
        if not self.language():
            return {"error": "no such language"}
        checked = validate(job["input"], SCHEMA)
        if "errors" in checked:
            return {"error": checked["errors"]}
        return {"text": checked["validated_input"]["text"], "language": self.language()}

    def language(self):
        return self.data.get("language", "en")


runpod.serverless.start({"handler": Service()})
