import os
import sys
import runpod


def load_lexicon(path):
    with open(path, encoding="utf-8") as f:
        return dict(line.strip().split("\t") for line in f if line.strip())


try:
    lexicon = load_lexicon(os.path.join(os.path.dirname(__file__), "lexicon.tsv"))
    print(f"Loaded {len(lexicon)} entries")
except Exception as e:
    print(f"could not load the lexicon: {e}")
    sys.exit(1)


def handler(job):
    word = job["input"].get("word", "").lower()
    if word not in lexicon:
        return {"found": False}
    return {"found": True, "meaning": lexicon[word]}


runpod.serverless.start({"handler": handler})
