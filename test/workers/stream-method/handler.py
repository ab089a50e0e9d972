import runpod


class Streamer:
    def __init__(self, step):
        self.step = step

    def handle(self, job):
        position = 0
        text = job["input"]["text"]
        while position < len(text):
            yield text[position:position + self.step]
            position += self.step


streamer = Streamer(step=3)

runpod.serverless.start({"handler": streamer.handle, "return_aggregate_stream": True})
