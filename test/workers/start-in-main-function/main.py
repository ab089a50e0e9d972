"""Entry point of the summariser service."""

import logging
import signal
import sys

logger = logging.getLogger("summariser")

_SERVICE = None


class Service:
    def __init__(self, stop_words: set[str]) -> None:
        self.stop_words = stop_words

    def top(self, text: str, count: int) -> list[str]:
        seen: dict[str, int] = {}
        for word in text.lower().split():
            if word not in self.stop_words:
                seen[word] = seen.get(word, 0) + 1
        return sorted(seen, key=lambda word: (-seen[word], word))[:count]


def _initialize() -> None:
    global _SERVICE
    if _SERVICE is not None:
        return
    logger.info("building the service")
    _SERVICE = Service(stop_words={"the", "a", "and"})


def handler(job: dict) -> dict:
    assert _SERVICE is not None
    data = job["input"]
    text: str = data["text"]
    count: int = data.get("count", 3)
    if count < 1:
        raise ValueError("count must be at least 1")
    return {"keywords": _SERVICE.top(text, count)}


def _stop(signum, frame) -> None:
    logger.info("stopping")
    sys.exit(0)


def main() -> None:
    import runpod

    signal.signal(signal.SIGTERM, _stop)
    _initialize()
    runpod.serverless.start({"handler": handler})


if __name__ == "__main__":
    main()
