'''
Thumbnails | handler.py

Makes a small picture of a big one. Runs on a CPU.
'''

import base64
import io

import runpod
from PIL import Image, ImageOps
from runpod.serverless.utils.rp_validator import validate

from schemas import INPUT_SCHEMA


def to_base64(image, fmt, quality):
    ''' The encoded image as text that fits into JSON. '''
    options = {}
    if fmt != 'PNG':
        options['quality'] = quality or 80
    buffer = io.BytesIO()
    image.convert('RGB').save(buffer, format=fmt, **options)
    return base64.b64encode(buffer.getvalue()).decode('utf-8')


def handler(job):
    ''' Called by RunPod with one job. '''
    validated_input = validate(job['input'], INPUT_SCHEMA)
    if 'errors' in validated_input:
        return {"error": validated_input['errors']}
    job_input = validated_input['validated_input']

    try:
        image = Image.open(io.BytesIO(base64.b64decode(job_input['image'])))
        image.load()
    except Exception as err:
        print(f"unreadable image: {err}")
        return {"error": "cannot read the image"}

    size = (job_input['size'], job_input['size'])
    if job_input['crop']:
        image = ImageOps.fit(image, size)
    else:
        image.thumbnail(size)  # keeps the aspect ratio

    return {
        "image": to_base64(image, job_input['format'], job_input['quality']),
        "width": image.width,
        "height": image.height,
    }


runpod.serverless.start({"handler": handler})
