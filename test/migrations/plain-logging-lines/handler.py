import logging
import uuid

import fal
from pydantic import BaseModel


logger = logging.getLogger(__name__)


def count_words(text):
    words = text.split()
    logger.info("%d words", len(words))
    return len(words)


class Input(BaseModel):
    text: str


class Output(BaseModel):
    words: int


class PlainLoggingLines(fal.App, name="plain-logging-lines"):
    machine_type = "S"

    def setup(self) -> None:
        logging.basicConfig(level=logging.INFO)  # as importing RunPod's SDK did

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        logger.info("job %s", request_id)
        return Output(words=count_words(input.text))


def warm_up():
    logger.info("never called")
