def count_words(text):
    return {"words": len(text.split()), "characters": len(text)}


def shout(text, marks=1):
    return text.upper() + "!" * marks


def caesar(text, shift):
    return "".join(chr((ord(c) - 97 + shift) % 26 + 97) if c.isalpha() and c.islower() else c for c in text)
