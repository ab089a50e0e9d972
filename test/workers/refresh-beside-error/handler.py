import runpod


def handler(job):
    report = {"checked": sorted(job["input"].get("parts", []))}
    if "broken" in report["checked"]:
        report["error"] = "a part is broken"
        report["refresh_worker"] = True
    return report


runpod.serverless.start({"handler": handler})
