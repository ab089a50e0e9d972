LIMITS = {"words": 3}
