from runpod_flash import CpuInstanceType, Endpoint


@Endpoint(name="counter", cpu=CpuInstanceType.CPU3C_1_2)
class Counter:
    def __init__(self):
        self.count = 0

    def bump(self, step: int = 1) -> dict:
        self.count += step
        return {"count": self.count}
