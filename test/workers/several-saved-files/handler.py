import csv
import json
import runpod


def handler(job):
    rows = job["input"]["rows"]
    if not rows:
        return {"error": "rows is empty"}
    columns = sorted({key for row in rows for key in row})

    with open("/tmp/table.csv", "w", newline="") as f:
        writer = csv.DictWriter(f, fieldnames=columns)
        writer.writeheader()
        writer.writerows(rows)

    with open("/tmp/table.json", "w") as f:
        json.dump(rows, f)

    return {
        "csv_path": "/tmp/table.csv",
        "json_path": "/tmp/table.json",
        "columns": columns,
    }


runpod.serverless.start({"handler": handler})
