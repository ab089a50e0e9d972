from typing import Generator, Union
import runpod


class Generator_:
    def simple(self, prompt, max_new_tokens):
        return (prompt + " ") * max_new_tokens

    def stream(self, prompt, max_new_tokens):
        text = ""
        for _ in range(max_new_tokens):
            text += prompt + " "
            yield text


generator = Generator_()


def inference(event) -> Union[str, Generator[str, None, None]]:
    job_input = event["input"]
    prompt: str = job_input.pop("prompt_prefix", "") + job_input.pop("prompt") + job_input.pop("prompt_suffix", "")
    max_new_tokens = job_input.pop("max_new_tokens", 2)
    stream: bool = job_input.pop("stream", False)

    if stream:
        yield from generator.stream(prompt, max_new_tokens)
    else:
        yield generator.simple(prompt, max_new_tokens)


runpod.serverless.start({"handler": inference, "return_aggregate_stream": True})
