from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    session: str = "default"
    forget: Any = None
    message: Any = None


class MemoryBetweenRequests(fal.App, name="memory-between-requests"):
    machine_type = "S"

    def setup(self) -> None:
        self.sessions = {}
        self.total = 0

    def remember(self, session, message):
        self.total = self.total + 1
        history = self.sessions.setdefault(session, [])
        history.append(message)
        if len(history) > 3:
            del history[0]
        return history

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        session = input.session
        if input.forget:
            self.sessions.pop(session, None)
            return {"forgotten": session}
        message = input.message
        if not message:
            raise HTTPException(status_code=422, detail={"error": "message is empty", "sessions": len(self.sessions)})
        return {"history": list(self.remember(session, message)), "total": self.total}
