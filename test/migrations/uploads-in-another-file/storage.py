import mimetypes
import os
from fal.toolkit import File


def upload_file(path):
    """Upload a file to fal's CDN and return its URL."""
    content_type = mimetypes.guess_type(str(path))[0] or "application/octet-stream"
    return File.from_path(path, content_type=content_type).url


def publish(job_id, path):
    return upload_file(path)
