'''
Validates, and answers the list of problems as it is.
'''
import runpod
from runpod.serverless.utils.rp_validator import validate

INPUT_SCHEMA = {
    'n': {
        'type': int,
        'required': True,
        'constraints': lambda n: 0 < n < 30
    },
    'start': {
        'type': int,
        'required': False,
        'default': 0
    }
}


def run(job):
    _input = job.get('input', {})

    if (v := validate(_input, INPUT_SCHEMA)).get('errors') is not None:
        return v['errors']

    a, b = v['validated_input']['start'], 1
    numbers = []
    for _ in range(v['validated_input']['n']):
        numbers.append(a)
        a, b = b, a + b
    return {'numbers': numbers}


runpod.serverless.start({'handler': run})
