import runpod


class Worker:
    @staticmethod
    def handler(job):
        return {"prompt_out": job["input"]["prompt"]}


# loads once
config = {"handler": Worker.handler}
runpod.serverless.start(config)
