class BaseHandler:
    """Calls a model with the input of a job, and turns what it raises into an error."""

    def __init__(self, model):
        self.model = model
        self.model.load()

    def __call__(self, job):
        try:
            result = self.model.predict(job["input"])
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}
        return {"output": result, "job_done": True}
