"""One image for both: a pod gets a prompt on the terminal, serverless gets jobs."""
import os

import runpod

MODE = os.environ.get("MODE_TO_RUN", "serverless")


def answer(question):
    if question.endswith("?"):
        return "yes" if len(question) % 2 else "no"
    return "that was not a question"


async def handler(event):
    question = event["input"].get("question")
    if question is None:
        return {"error": "question is missing"}
    return {"answer": answer(question)}


def serve_on_terminal():
    while True:
        print(answer(input("? ")))


if MODE == "pod":
    serve_on_terminal()
else:
    runpod.serverless.start({"handler": handler})
