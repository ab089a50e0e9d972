"""A toy embedding that needs no weights."""
import hashlib
import math


class Embedder:
    def __init__(self, dimensions):
        self.dimensions = dimensions

    def encode(self, text):
        vector = [0.0] * self.dimensions
        for word in text.lower().split():
            digest = hashlib.sha256(word.encode()).digest()
            for position in range(self.dimensions):
                vector[position] += digest[position] / 255 - 0.5
        return vector


def cosine(a, b):
    top = sum(x * y for x, y in zip(a, b))
    bottom = math.sqrt(sum(x * x for x in a)) * math.sqrt(sum(y * y for y in b))
    return top / bottom if bottom else 0.0
