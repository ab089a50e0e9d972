import functools
import os
import shutil
import uuid
from typing import Any

import fal
from fal.toolkit import download_file
from fastapi import HTTPException
from pydantic import BaseModel


def fetch_files(job_id, urls):
    """Download files and return their paths, None for each that could not be fetched."""
    folder = os.path.abspath(os.path.join("jobs", str(job_id), "downloaded_files"))
    paths = []
    for url in [urls] if isinstance(urls, str) else urls:
        if url is not None and not url.lower().startswith(("http://", "https://")):
            raise ValueError(f"not an address to download from: {url}")
        path = None
        try:
            if url:
                place = os.path.join(folder, str(uuid.uuid4()))
                downloaded = download_file(url, target_dir=f"{place}.download")
                path = shutil.move(downloaded, place + downloaded.suffix)
        except Exception as error:
            print(f"Failed to download {url}: {error}")
        paths.append(path)
    return paths


def fetch_file(file_url):
    """Download a file and say where it is; a zip archive is unpacked beside it."""
    folder = os.path.abspath(os.path.join("job_files", str(uuid.uuid4())))
    downloaded = download_file(file_url, target_dir=folder)
    file_type = downloaded.suffix.replace(".", "")
    file_path = f"{folder}.{file_type}"
    shutil.move(downloaded, file_path)
    if file_type == "zip":
        shutil.unpack_archive(file_path, folder)
    return {
        "file_path": file_path,
        "type": file_type,
        "original_name": downloaded.name,
        "extracted_path": folder if file_type == "zip" else None,
    }


def remove_job_files(folder_list=None):
    """Delete what a job left behind, but never /tmp itself, which other requests use."""
    for folder in ["input_objects", "output_objects", "job_files", *(folder_list or [])]:
        if os.path.abspath(folder) not in ("/", "/tmp"):
            shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists("output.zip"):
        os.remove("output.zip")


def size_of(path):
    return os.path.getsize(path)


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    url: str | None = None
    urls: Any = None
    text: str | None = None


class Output(BaseModel):
    sizes: list[Any]


class DownloadsInputFile(fal.App, name="downloads-input-file"):
    machine_type = "S"

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job_input = input.model_dump(exclude_unset=True)

        if not job_input.get("url") and not job_input.get("urls") and not job_input.get("text"):
            raise HTTPException(status_code=422, detail="Please provide url, urls or text")

        if job_input.get("text"):
            return Output(sizes=[len(job_input["text"].encode())])

        if job_input.get("urls"):
            paths = fetch_files(request_id, job_input["urls"])
        else:
            paths = [fetch_file(job_input["url"])["file_path"]]

        sizes = [size_of(path) for path in paths]
        remove_job_files(["input_objects"])
        return Output(sizes=sizes)
