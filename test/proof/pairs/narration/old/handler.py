import runpod
from speech import Voice

voice = Voice.load("english")


def handler(job):
    for index, sentence in enumerate(job["input"]["text"].split(".")):
        sound = voice.speak(sentence, speed=job["input"].get("speed", 1))
        yield {"index": index, "text": sentence, "sound": str(sound)}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
