#!/usr/bin/env python
# coding: utf-8

# # Word frequencies
#
# Exported from `worker.ipynb`.

# In[1]:


import uuid
from collections import Counter
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


# In[2]:


stopwords = {"the", "a", "of"}
sample = "the cat of the house"


# In[3]:


def handler(event):
    text = event["input"]["text"]
    top = event["input"].get("top", 2)
    counts = Counter(w for w in text.split() if w not in stopwords)
    return counts.most_common(top)


# In[4]:


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str
    top: int = 2


class NotebookExport(fal.App, name="notebook-export"):
    machine_type = "S"

    def setup(self) -> None:
        Counter(w for w in sample.split() if w not in stopwords)

        handler({"input": {"text": sample}})

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(handler(job))
