class Model:
    calls = 0

    def run(self, text):
        Model.calls += 1
        return f"{text}-{Model.calls}"


model = Model()


def check(values):
    for key in ["text"]:
        if key not in values:
            raise ValueError(f"missing {key}")


def serve(device, job):
    values = job["input"]
    check(values)
    return {"text": model.run(values["text"]), "device": device, "loud": values.get("loud", False)}
