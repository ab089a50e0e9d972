import runpod


def handler(job):
    """
    Split a text into lines of limited length.

    Input:
        text (str): the text to wrap. Required.
        width (int): the longest line, default 20
        indent (str): put before every line but the first
        keep_empty (bool): keep empty lines

    Returns:
        dict: {"lines": [...]} or {"error": "..."}
    """
    job_input = job["input"]
    import textwrap
    if "text" not in job_input:
        return {"error": "text is required"}
    lines = textwrap.wrap(
        job_input["text"],
        width=job_input.get("width", 20),
        subsequent_indent=job_input.get("indent", ""),
    )
    if job_input.get("keep_empty"):
        lines.append("")
    return {"lines": lines}


runpod.serverless.start({"handler": handler})
