import logging
import os
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


logger = logging.getLogger(__name__)


class Input(BaseModel):
    words: Any = None


class StandardLogging(fal.App, name="standard-logging"):
    machine_type = "S"

    def setup(self) -> None:
        logging.basicConfig(
            level=os.environ.get("LOG_LEVEL", "INFO").upper(),
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
        logger.info("worker is starting")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job_id = request_id
        logger.info("Job %s started", job_id)
        try:
            if "words" not in input.model_fields_set:
                logger.error("Job %s lacks %s", job_id, "'words'")
                raise HTTPException(status_code=422, detail="missing input: words")
            words = input.words
            logger.debug("%d words", len(words))
            result = {w: words.count(w) for w in sorted(set(words))}
        except KeyError as e:
            logger.exception("Job %s lacks %s", job_id, e)
            raise HTTPException(status_code=500, detail=f"missing input: {e.args[0]}") from e
        except Exception:
            logger.error("Job %s failed", job_id, exc_info=True)
            raise
        logger.info("Job %s finished", job_id)
        return result
