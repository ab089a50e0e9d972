import runpod


def is_palindrome(text):
    letters = [c.lower() for c in text if c.isalnum()]
    return letters == letters[::-1]


def handler(job):
    text = job["input"].get("text")
    if text is None:
        return {"error": "no text"}
    return {"palindrome": is_palindrome(text)}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
