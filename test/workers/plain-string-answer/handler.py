import runpod

def handler(job):
    """
    Process incoming requests, returns a greeting.
    """
    job_input = job['input']
    return f"Hello, {job_input.get('name', 'World')}!"

runpod.serverless.start({"handler": handler})
