''' infer.py for RunPod worker '''
import runpod
from runpod.serverless.utils.rp_validator import validate

import predict
from rp_schema import INPUT_SCHEMA

MODEL = predict.Predictor()
MODEL.setup()


def run(job):
    '''
    Run inference on the model.
    '''
    job_input = job['input']

    if 'errors' in (job_input := validate(job_input, INPUT_SCHEMA)):
        return {'error': job_input['errors']}
    job_input = job_input['validated_input']

    prediction = MODEL.predict(
        text=job_input['text'],
        order=job_input['order'],
        length=job_input['length'],
    )
    return prediction


runpod.serverless.start({"handler": run})
