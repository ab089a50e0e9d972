class Scaler:
    def __init__(self, name):
        self.name = name

    def describe(self, factor):
        return f"{self.name} by {factor}"
