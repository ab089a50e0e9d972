import io
import os
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    size: int = 1
    level: int = 0


class ObjectStorage(fal.App, name="object-storage"):
    machine_type = "S"
    requirements = ["boto3", "pillow"]

    def setup(self) -> None:
        import boto3

        self.bucket = os.environ.get("S3_BUCKET", "")
        REGION = os.environ.get("S3_REGION", "eu-central-1")

        self.s3 = None
        if self.bucket:
            self.s3 = boto3.client(
                "s3",
                region_name=REGION,
                aws_access_key_id=os.environ["S3_ACCESS_KEY"],
                aws_secret_access_key=os.environ["S3_SECRET_KEY"],
            )

    def store(self, data, key):
        if self.s3 is None:
            return {"inline": data.hex()}
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=data, ContentType="image/bmp")
        return {"url": self.s3.generate_presigned_url("get_object", Params={"Bucket": self.bucket, "Key": key}, ExpiresIn=3600)}

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        from PIL import Image

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        size = input.size
        if size > 4:
            raise HTTPException(status_code=422, detail="size must be 1 to 4")
        buffer = io.BytesIO()
        Image.new("L", (size, size), input.level).save(buffer, "BMP")
        answer = self.store(buffer.getvalue()[-4 * size:], f"{request_id}/square.bmp")
        answer["size"] = size
        return answer
