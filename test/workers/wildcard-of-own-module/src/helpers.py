import re

_WORD = re.compile(r"\w+")


def refusal(message, code=400):
    return {"error": {"message": message, "code": code}}


def split_words(text, limit):
    return _WORD.findall(text)[:limit]
