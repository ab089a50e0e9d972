def describe(value, unit="steps"):
    return _worded(value) + " " + unit


def _worded(value):
    return "%s" % value


class Caption:
    def __init__(self, word):
        self.word = word

    def of(self, value):
        return f"{self.word} {value}"
