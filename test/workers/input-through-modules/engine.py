from settings import DEFAULT_LIMIT, SEPARATOR


class Engine:
    def __init__(self, suffix):
        self.suffix = suffix

    def run(self, request):
        words = request["words"]
        limit = request.get("limit", DEFAULT_LIMIT)
        return self.join(words[:limit], request)

    def join(self, words, options):
        text = options.get("separator", SEPARATOR).join(words)
        return {"text": text + self.suffix, "flags": {name: options.get(name, False) for name in ("loud", "quiet")}}


def shout(text, times=2, mark="!"):
    return {"text": text.upper() + mark * times}
