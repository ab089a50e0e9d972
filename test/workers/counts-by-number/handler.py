import runpod


def handler(job):
    lengths = {}
    words = [word.strip() for word in job["input"]["text"].split()]
    words.append(len(words))
    for word in words[:-1]:
        lengths[len(word)] = lengths.get(len(word), 0) + 1
    return {"lengths": lengths, "words": words}


runpod.serverless.start({"handler": handler})
