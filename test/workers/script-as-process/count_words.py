import argparse
import json

parser = argparse.ArgumentParser()
parser.add_argument("--text", required=True)
parser.add_argument("--letters", action="store_true")
options = parser.parse_args()

with open(options.text) as f:
    text = f.read()
print(json.dumps({"count": len(text) if options.letters else len(text.split())}))
