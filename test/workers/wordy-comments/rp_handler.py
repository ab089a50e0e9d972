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

import runpod  # the SDK


# ---------------------------------------------------------------------------- #
#                                   Constants                                  #
# ---------------------------------------------------------------------------- #
SCORES = {  # as in the English edition
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
def handler(job):
    '''
    This is the handler function that will be called by RunPod serverless.

    job["input"]["word"]   - the word to score (required)
    job["input"]["double"] - count everything twice
    '''
    # -- read the input --------------------------------------------------------
    job_input = job['input']  # what the caller sent

    word = job_input.get('word')  # may be missing

    # -- guard -----------------------------------------------------------------
    if not word:  # None or empty
        return {"error": "Please provide a word."}  # FAILED

    # -- work ------------------------------------------------------------------
    score = sum(SCORES.get(c, 0) for c in word.lower())
    if job_input.get('double', False):
        score *= 2  # lucky

    # -- answer ----------------------------------------------------------------
    return {
        "word": word,    # as it came
        "score": score,  # what it is worth
    }


# ---------------------------------------------------------------------------- #
#                                     Start                                    #
# ---------------------------------------------------------------------------- #
runpod.serverless.start({"handler": handler})  # never returns
# EOF
