'''
Text tools | rp_handler.py
'''
import runpod
from runpod.serverless.utils import rp_debugger


@rp_debugger.FunctionTimer
def squeeze(text):
    return ' '.join(text.split())


@rp_debugger.FunctionTimer
def run(job):
    job_input = job['input']

    with rp_debugger.LineTimer('squeeze_step'):
        text = squeeze(job_input['text'])

    with rp_debugger.LineTimer('wrap_step'):
        width = job_input.get('width', 10)
        lines = [text[i:i + width] for i in range(0, len(text), width)]

    return {'lines': lines}


runpod.serverless.start({'handler': run})
