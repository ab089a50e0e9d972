import os
from runpod.serverless.utils import rp_upload

def publish(job_id, path):
    return rp_upload.upload_file_to_bucket(os.path.basename(path), path, prefix=job_id)
