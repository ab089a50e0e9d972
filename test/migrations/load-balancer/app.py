import fal
from pydantic import BaseModel


class Question(BaseModel):
    text: str


class LoadBalancer(fal.App, name="load-balancer"):
    machine_type = "S"

    @fal.endpoint("/upper")
    async def upper(self, question: Question):
        return {"text": question.text.upper()}
