################################################################################
#                                                                              #
#   RunPod worker for the word game                                            #
#                                                                              #
#   Call runpod.serverless.start({"handler": handler}) at the very end!        #
#                                                                              #
################################################################################

""" rp_handler.py for runpod worker

rp_debugger:
- Utility that provides additional debugging information.
The handler must be called with --rp_debugger flag to enable it.
"""
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    word: str | None = None
    double: bool = False


class Output(BaseModel):
    word: Any
    score: Any


class WordyComments(fal.App, name="wordy-comments"):
    machine_type = "S"

    def setup(self) -> None:
        # ---------------------------------------------------------------------------- #
        #                                   Constants                                  #
        # ---------------------------------------------------------------------------- #
        self.scores = {  # as in the English edition
            **dict.fromkeys("aeioulnstr", 1),
            **dict.fromkeys("dg", 2),
            **dict.fromkeys("bcmp", 3),
            **dict.fromkeys("fhvwy", 4),
            "k": 5,
            **dict.fromkeys("jx", 8),
            **dict.fromkeys("qz", 10),
        }

    # ---------------------------------------------------------------------------- #
    #                                    Handler                                   #
    # ---------------------------------------------------------------------------- #
    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        '''
        This is the handler function that will be called by RunPod serverless.

        job["input"]["word"]   - the word to score (required)
        job["input"]["double"] - count everything twice
        '''
        # -- read the input --------------------------------------------------------

        word = input.word  # may be missing

        # -- guard -----------------------------------------------------------------
        if not word:  # None or empty
            raise HTTPException(status_code=422, detail="Please provide a word.")  # FAILED

        # -- work ------------------------------------------------------------------
        score = sum(self.scores.get(c, 0) for c in word.lower())
        if input.double:
            score *= 2  # lucky

        # -- answer ----------------------------------------------------------------
        return Output(
            word=word,    # as it came
            score=score,  # what it is worth
        )


# EOF
