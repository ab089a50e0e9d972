"""A desk that books seats; it is made where the worker starts."""
import asyncio

import runpod


class Desk:
    rows = ("a", "b")

    def __init__(self, seats):
        self.free = {row: list(range(1, seats + 1)) for row in self.rows}
        self.asked = 0

    def seat_in(self, row):
        if row not in self.free:
            raise ValueError(f"there is no row {row}")
        return self.free[row].pop(0) if self.free[row] else None

    # RunPod calls this for every job.
    async def __call__(self, job):
        """Book one seat."""
        self.asked += 1
        booking = job["input"]
        row = booking.get("row", self.rows[0])
        await asyncio.sleep(0)
        seat = self.seat_in(row)
        if seat is None:
            return {"error": f"row {row} is full", "asked": self.asked}
        return {"name": booking["name"], "seat": f"{row}{seat}", "asked": self.asked}


def main():
    """Open the desk."""
    desk = Desk(seats=2)
    print("open:", desk.free)
    runpod.serverless.start({"handler": desk})


if __name__ == "__main__":
    main()
