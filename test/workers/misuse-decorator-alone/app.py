import runpod


@runpod.serverless.handler()
def shout(event):
    text = event["input"]["text"]
    return {"text": text.upper()}
