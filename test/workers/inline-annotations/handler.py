from typing import Any, Dict, List, Optional, Union

import runpod


def handler(job: Dict[str, Any]) -> Dict[str, Any]:
    job_input: Dict[str, Any] = job["input"]

    text: str = job_input.pop("prefix", "") + job_input.pop("text")
    repeat: int = job_input.get("repeat", 1)
    tags: List[str] = job_input.get("tags", [])
    limit: Optional[int] = job_input.get("limit")
    weight: Union[int, float] = job_input.get("weight", 1)

    result: str = text * repeat
    if limit is not None:
        result = result[:limit]
    return {"text": result, "tags": tags, "weight": weight, "rest": sorted(job_input)}


runpod.serverless.start({"handler": handler})
