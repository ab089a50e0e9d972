"""The handler; main.py starts it."""
from service.roman import to_roman


def handler(job):
    number = job["input"].get("number")
    if number is None:
        return {"error": "number is missing"}
    try:
        return {"roman": to_roman(int(number))}
    except ValueError as problem:
        return {"error": str(problem)}
