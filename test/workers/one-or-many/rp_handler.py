import runpod


def stamp(job_id, count):
    return [f"image-{i}.png" for i in range(count)]


def handler(job):
    count = job["input"].get("num_images", 1)
    if count > 4:
        return {"error": "num_images is limited to 4"}
    image_urls = stamp(job["id"], count)
    return {"image_url": image_urls[0]} if len(image_urls) == 1 else {"images": image_urls}


runpod.serverless.start({"handler": handler})
