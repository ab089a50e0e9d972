import runpod


def collatz(job):
    n = job["input"].get("n")
    if n is None or n < 1:
        raise ValueError("n must be a positive number")
    yield n
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        yield n
    return "done"  # nobody sees this


if __name__ == "__main__":
    runpod.serverless.start({"handler": collatz})
