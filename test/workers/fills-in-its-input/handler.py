import zlib

import runpod


def handler(job):
    job_input = job["input"]

    # fill in what was left out
    job_input["scale"] = float(job_input.get("scale", 1.5))
    job_input["title"] = job_input.get("title", "untitled")
    job_input.setdefault("mark", "*")
    if "seed" not in job_input:
        job_input["seed"] = zlib.crc32(job_input["title"].encode())

    width = job_input["width"] if "width" in job_input else 4
    return {
        "title": f"{job_input['mark']} {job_input['title']}",
        "scaled": width * job_input["scale"],
        "seed": job_input["seed"] % 1000,
    }


runpod.serverless.start({"handler": handler})
