"""Asks the endpoint `/realtime` of an app over a websocket, as fal's clients do: one input and then messages, in msgpack.

Reads `{"text", "inputs"}` from standard input and prints the messages for each input.
"""

import json
import sys
import types

import msgpack
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect


def messages(client, value):
    """Everything that is sent for an input until the connection closes; what is no msgpack is fal's own word."""
    received = []
    with client.websocket_connect("/realtime") as connection:
        connection.send_bytes(msgpack.packb(value))
        while True:
            try:
                message = connection.receive()
            except WebSocketDisconnect:
                return received
            if message["type"] == "websocket.close":
                return received
            data = message.get("bytes")
            text = None if data else json.loads(message["text"])
            received.append(msgpack.unpackb(data) if data else {"fal": text.get("error", text.get("type"))})


def main():
    """Ask."""
    task = json.load(sys.stdin)
    module = types.ModuleType("app")
    sys.modules["app"] = module
    exec(compile(task["text"], "app.py", "exec"), module.__dict__)
    import fal

    values = module.__dict__.values()
    app = next(v for v in values if isinstance(v, type) and issubclass(v, fal.App) and v is not fal.App)
    with TestClient(app(_allow_init=True)._build_app()) as client:
        print(json.dumps([messages(client, value) for value in task["inputs"]]))


main()
