import runpod


def handler(job):
    job_input = job["input"]

    try:
        left = job_input["left"]
        right = job_input["right"]
    except KeyError:
        return {"error": "left and right are required"}

    # The separator is a matter of taste.
    try:
        separator = job_input["separator"]
    except KeyError:
        separator = " / "

    try:
        width = job_input["width"]
        fill = job_input["fill"][:1]
        lines = [left.rjust(width, fill), right.ljust(width, fill)]
        return {"line": separator.join(lines), "swapped": job_input.get("swap", False)}
    except KeyError as missing:
        return {"error": f"No value for {missing}", "hint": "see the manual"}
    except Exception as e:
        return {"error": str(e)}


runpod.serverless.start({"handler": handler})
