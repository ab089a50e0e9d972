class SamplingParams:
    def __init__(self, max_tokens=4, temperature=1.0):
        self.max_tokens = max_tokens
        self.temperature = temperature


class JobInput:
    """What a job asks for, with the defaults filled in."""

    def __init__(self, job):
        self.llm_input = job.get("messages", job.get("prompt"))
        self.stream = job.get("stream", False)
        self.sampling_params = SamplingParams(**job.get("sampling_params", {}))
        if self.llm_input is None:
            raise ValueError("messages or prompt is needed")
