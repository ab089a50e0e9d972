import runpod

DEFAULTS = {
    "width": 20,
    "fill": " ",
    "markers": ["<", ">"],
    "upper": False,
}


def handler(job):
    """Center a text between markers."""
    job_input = job["input"]
    # What the caller leaves out comes from the defaults.
    params = {**DEFAULTS, **job_input}
    if "text" not in job_input:
        return {"error": "text is missing"}
    text = params["text"]
    if params["upper"]:
        text = text.upper()
    first, last = params["markers"]
    return {"line": first + text.center(params["width"], params.get("fill")) + last, "note": params.get("note", "none")}


runpod.serverless.start({"handler": handler})
