import runpod


def validate_input(job_input):
    """Returns (data, None) or (None, message)."""
    if not isinstance(job_input.get("matrix"), list):
        return None, "matrix must be a list of rows"
    widths = {len(row) for row in job_input["matrix"]}
    if len(widths) > 1:
        return None, "all rows must have the same length"
    return {"matrix": job_input["matrix"], "transpose": job_input.get("transpose", True)}, None


def handler(event):
    validated_data, error_message = validate_input(event["input"])
    if error_message:
        return {"error": error_message}

    matrix = validated_data["matrix"]
    if validated_data["transpose"]:
        matrix = [list(column) for column in zip(*matrix)]
    return {"matrix": matrix}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
