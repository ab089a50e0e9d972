import runpod


def handler(job):
    marks = job["input"].get("marks", [1, 2])
    limit = job["input"].get("limit", 3)
    try:
        if "best" in job["input"]:
            return {
                "mean": max(marks),  # the best one alone
                "refresh_worker": limit > 2,
            }
        return {"refresh_worker": True, "mean": sum(marks) / len(marks)}
    except (TypeError, ValueError, ZeroDivisionError):
        return {"mean": None}


runpod.serverless.start({"handler": handler})
