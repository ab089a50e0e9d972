import json
import sys

import runpod

VOWELS = set("aeiou")


def handler(job):
    text = job["input"].get("text")
    if not isinstance(text, str):
        return {"error": "text must be a string"}
    return {"vowels": sum(letter in VOWELS for letter in text.lower())}


def test_handler():
    assert handler({"input": {"text": "banana"}}) == {"vowels": 3}
    assert "error" in handler({"input": {}})


# tries one job from a file
def try_file(path):
    with open(path) as file:
        print(handler(json.load(file)))


def main():
    """Try a file, or what is known."""
    if len(sys.argv) > 2:
        try_file(sys.argv[2])
    else:
        test_handler()


if __name__ == "__main__":
    if "--try" in sys.argv:
        main()
    else:
        runpod.serverless.start({"handler": handler})
