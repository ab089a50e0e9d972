class Settings:
    def __init__(self, given):
        self.temperature = given.get("temperature", 0.7)
        self.weight = given.get("weight", 1.0)

    def halved(self):
        return self.weight / 2
