"""A Markov chain in the shape that Cog made common."""


class Predictor:
    def setup(self):
        self.stop = "."

    def chain(self, text, order):
        table = {}
        for i in range(len(text) - order):
            table.setdefault(text[i:i + order], []).append(text[i + order])
        return table

    def predict(self, text, order=2, length=10):
        if len(text) <= order:
            raise ValueError("text is too short")
        table = self.chain(text, order)
        out = text[:order]
        while len(out) < length:
            following = table.get(out[-order:])
            if not following:
                break
            out += following[len(out) % len(following)]
        return {"text": out, "states": len(table)}
