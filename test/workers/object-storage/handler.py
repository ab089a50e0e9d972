import io
import os

import boto3
import runpod
from PIL import Image

BUCKET = os.environ.get("S3_BUCKET", "")
REGION = os.environ.get("S3_REGION", "eu-central-1")

s3 = None
if BUCKET:
    s3 = boto3.client(
        "s3",
        region_name=REGION,
        aws_access_key_id=os.environ["S3_ACCESS_KEY"],
        aws_secret_access_key=os.environ["S3_SECRET_KEY"],
    )


def store(data, key):
    if s3 is None:
        return {"inline": data.hex()}
    s3.put_object(Bucket=BUCKET, Key=key, Body=data, ContentType="image/bmp")
    return {"url": s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": key}, ExpiresIn=3600)}


def handler(job):
    size = job["input"].get("size", 1)
    if size > 4:
        return {"error": "size must be 1 to 4"}
    buffer = io.BytesIO()
    Image.new("L", (size, size), job["input"].get("level", 0)).save(buffer, "BMP")
    answer = store(buffer.getvalue()[-4 * size:], f"{job['id']}/square.bmp")
    answer["size"] = size
    return answer


runpod.serverless.start({"handler": handler})
