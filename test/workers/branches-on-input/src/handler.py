import runpod
from tools import count_words, shout, caesar


def handler(event):
    input_data = event.get("input", {})

    if input_data.get("health"):
        return {"status": "ok", "tools": ["count", "shout", "caesar"]}
    elif "count" in input_data:
        return count_words(input_data["count"])
    elif input_data.get("shout"):
        return shout(**input_data["shout"])
    elif input_data.get("caesar"):
        params = input_data["caesar"]
        return caesar(params["text"], params.get("shift", 13))
    else:
        return {"status": "error", "message": "Nothing to do", "received": list(input_data.keys())}


runpod.serverless.start({"handler": handler})
