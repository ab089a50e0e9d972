import runpod


def evaluate(formula):
    name, *numbers = formula.split() or [""]
    if name not in ("sum", "max"):
        return None, f"no function {name!r}"
    return {"sum": sum, "max": max}[name](int(number) for number in numbers), None


def handler(job):
    request = job["input"]
    value, problem = evaluate(request["formula"])
    if request.get("as_text"):
        return {
            "value": f"the value is {value}",
            "explanation": f"the value of the formula {request['formula']} was computed from left to right",
            "error": problem,
        }
    return {"value": value, "explanation": "", "error": problem}


runpod.serverless.start({"handler": handler})
