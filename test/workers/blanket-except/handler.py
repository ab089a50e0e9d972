# A classic: everything in one try, and whatever goes wrong is answered as text.
import json
import runpod


def parse_rows(text):
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            raise ValueError("line %d is not JSON" % number)
    return rows


def handler(job):
    try:
        job_input = job["input"]
        rows = parse_rows(job_input["text"])
        if len(rows) == 0:
            return {"error": "no rows"}

        key = job_input.get("key", "value")
        values = [row[key] for row in rows]
        return {
            "count": len(values),
            "sum": sum(values),
            "mean": sum(values) / len(values),
        }
    except KeyError as e:
        return {"error": "missing key: " + str(e)}
    except Exception as e:
        print("job failed:", e)
        return {"error": str(e)}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
