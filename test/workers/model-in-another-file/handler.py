import captions
import runpod


def handler(job):
    picture = job["input"]["picture"]
    return {"caption": captions.describe(picture), "version": captions.VERSION}


runpod.serverless.start({"handler": handler})
