import runpod.serverless as rps


def handler(job):
    seconds = job["input"]["seconds"]
    minutes, rest = divmod(seconds, 60)
    return {"clock": f"{int(minutes):02}:{int(rest):02}"}


rps.start(config=dict(handler=handler))
