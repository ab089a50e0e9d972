from runpod.serverless import start as rp_start, progress_update

UNITS = {"km": 1000.0, "m": 1.0, "cm": 0.01, "mile": 1609.344}

def convert(value, source, target):
	return value * UNITS[source] / UNITS[target]

def handler(job):
	values = job["input"]
	source = values["from"]
	target = values.get("to", "m")
	for unit in (source, target):
		if unit not in UNITS:
			return {"error": "unknown unit: " + unit}
	progress_update(job, "converting")
	return {"value": round(convert(values["value"], source, target), 6), "unit": target}

rp_start({"handler": handler})
