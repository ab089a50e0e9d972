import runpod


async def async_generator_handler(job):
    """Neither a generator nor in need of async, whatever its name says."""
    output = []
    for i in range(job["input"].get("count", 3)):
        output.append(f"Generated async token output {i}")
    return output


runpod.serverless.start({
    "handler": async_generator_handler,
    "return_aggregate_stream": True
})
