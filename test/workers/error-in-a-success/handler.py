"""Never fails in RunPod's eyes: problems are part of the answer."""
import runpod


def handler(job):
    job_input = job["input"]
    code = job_input.get("code")

    if code is None:
        return {"status": "error", "message": "code is missing"}
    if len(code) > 8:
        return {"status": 400, "message": "Bad request: code is too long"}
    if not code.isalnum():
        return {"success": False, "errors": ["code must be alphanumeric"]}
    if code == "void":
        return [{"error": "void is reserved"}]
    if code == "odd":
        return "Error: odd code"
    return {"success": True, "errors": [], "error": None, "code": code.upper()}


runpod.serverless.start({"handler": handler})
