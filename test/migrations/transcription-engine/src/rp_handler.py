'''
rp_handler.py for runpod worker
'''
import base64
import os
import shutil
import tempfile
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict

from fal.toolkit import download_file


def validate(raw_input, schema):
    """Check an input against a RunPod schema: `{"errors": [...]}` or `{"validated_input": {...}}`."""
    errors = [f"Unexpected input. {key} is not a valid input option." for key in raw_input if key not in schema]
    checked = raw_input.copy()
    for key, rule in schema.items():
        if "type" not in rule:
            errors.append(f"Schema error, missing type for {key}.")
        if "required" not in rule or (rule["required"] and key not in raw_input):
            errors.append(f"{key} is a required input.")
        elif key not in raw_input and "default" in rule:
            checked[key] = rule["default"]
        elif key not in raw_input:
            errors.append(f"Schema error, missing default value for {key}.")
    for key, rule in schema.items():
        if key in checked:
            if rule["type"] is float and type(checked[key]) is int:
                checked[key] = float(checked[key])
            if "default" in rule and isinstance(checked[key], type(rule["default"])):
                continue  # RunPod checks no value of its default's own type
            if not isinstance(checked[key], rule["type"]):
                errors.append(f"{key} should be {rule['type']} type, not {type(checked[key])}.")
        if "constraints" in rule and not rule["constraints"](checked.get(key)):
            errors.append(f"{key} does not meet the constraints.")
    return {"errors": errors} if errors else {"validated_input": checked}


def fetch_files(job_id, urls):
    """Download files and return their paths, None for each that could not be fetched."""
    folder = os.path.abspath(os.path.join("jobs", str(job_id), "downloaded_files"))
    paths = []
    for url in [urls] if isinstance(urls, str) else urls:
        try:
            path = url and download_file(url, target_dir=os.path.join(folder, str(uuid.uuid4())))
            paths.append(str(path) if path else None)
        except Exception as error:
            print(f"Failed to download {url}: {error}")
            paths.append(None)
    return paths


def remove_job_files(folder_list=None):
    """Delete what a job left behind, but never /tmp itself, which other requests use."""
    for folder in ["input_objects", "output_objects", "job_files", *(folder_list or [])]:
        if os.path.abspath(folder) not in ("/", "/tmp"):
            shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists("output.zip"):
        os.remove("output.zip")


def base64_to_tempfile(base64_file: str) -> str:
    '''
    Convert base64 file to tempfile.
    '''
    with tempfile.NamedTemporaryFile(suffix='.wav', delete=False) as temp_file:
        temp_file.write(base64.b64decode(base64_file))

    return temp_file.name


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")


class TranscriptionEngine(fal.App, name="transcription-engine"):
    machine_type = "GPU-A100"
    requirements = ["faster-whisper==1.1.0"]
    app_files = ["predict.py", "rp_schema.py"]

    def setup(self) -> None:
        import predict

        self.model = predict.Predictor()
        self.model.setup()

    @fal.endpoint("/")
    def run_whisper_job(self, input: Input) -> Any:
        '''
        Run inference on the model.
        '''
        from rp_schema import INPUT_VALIDATIONS

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job_input = input.model_dump(exclude_unset=True)

        input_validation = validate(job_input, INPUT_VALIDATIONS)

        if 'errors' in input_validation:
            raise HTTPException(status_code=500, detail=input_validation['errors'])
        job_input = input_validation['validated_input']

        if not job_input.get('audio', False) and not job_input.get('audio_base64', False):
            raise HTTPException(status_code=500, detail='Must provide either audio or audio_base64')

        if job_input.get('audio', False) and job_input.get('audio_base64', False):
            raise HTTPException(status_code=500, detail='Must provide either audio or audio_base64, not both')

        if job_input.get('audio', False):
            audio_input = fetch_files(request_id, [job_input['audio']])[0]

        if job_input.get('audio_base64', False):
            audio_input = base64_to_tempfile(job_input['audio_base64'])

        results = self.model.predict(
            size=len(open(audio_input, 'rb').read()),
            model_name=job_input["model"],
            language=job_input["language"],
            word_timestamps=job_input["word_timestamps"]
        )

        remove_job_files(['input_objects'])

        return results
