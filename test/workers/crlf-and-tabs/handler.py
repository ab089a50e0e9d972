# Windows author
import runpod

NAMES = {
	"de": "Welt",
	"fr": "monde",
}

def handler(job):
	lang = job["input"].get("lang", "de")

	if lang not in NAMES:
		return {"error": "unknown language"}

	text = """first line
	second line"""
	return {"text": NAMES[lang], "lines": len(text.splitlines())}

if __name__ == "__main__":
	runpod.serverless.start({"handler": handler})
