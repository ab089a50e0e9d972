import os

import runpod

runpod.api_key = os.environ["RUNPOD_API_KEY"]

template = runpod.create_template(name="upper", image_name="someone/upper:latest", is_serverless=True)
endpoint = runpod.create_endpoint(name="upper", template_id=template["id"], gpu_ids="ADA_24", workers_max=2)
print(endpoint["id"])
