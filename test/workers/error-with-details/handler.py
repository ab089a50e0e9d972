import traceback

import runpod


def evaluate(tokens):
    stack = []
    for token in tokens:
        if token in "+-*":
            b, a = stack.pop(), stack.pop()
            stack.append(a + b if token == "+" else a - b if token == "-" else a * b)
        else:
            stack.append(float(token))
    return stack


def handler(job):
    expression = job["input"].get("expression")
    if not expression:
        return {"error": "no expression", "code": "EMPTY"}
    try:
        stack = evaluate(expression.split())
    except IndexError:
        return {"error": "not enough numbers", "details": ["stack underflow"], "expression": expression}
    except ValueError as e:
        return {"success": False, "error": str(e)}
    if len(stack) != 1:
        return {"success": False, "error": {"message": "numbers left over", "stack": stack}}
    return {"success": True, "value": stack[0]}


runpod.serverless.start({"handler": handler})
