from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    health: Any = None
    count: Any = None
    shout: Any = None
    caesar: dict[str, Any] | None = None


class BranchesOnInput(fal.App, name="branches-on-input"):
    machine_type = "S"
    app_files = ["tools.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        from tools import count_words, shout, caesar

        if input.health:
            return {"status": "ok", "tools": ["count", "shout", "caesar"]}
        elif "count" in input.model_fields_set:
            return count_words(input.count)
        elif input.shout:
            return shout(**input.shout)
        elif input.caesar:
            params = input.caesar
            return caesar(params["text"], params.get("shift", 13))
        else:
            return {"status": "error", "message": "Nothing to do", "received": list(input.model_dump(exclude_unset=True).keys())}
