import runpod
from runpod.serverless.utils import rp_validator

PAINT = {
    'area': {'type': float, 'required': True, 'constraints': lambda a: a > 0},
    'coats': {'type': int, 'required': False, 'default': 2},
    'quality': {
        'type': str,
        'required': False,
        'default': 'standard',
        'constraints': lambda q: q in ['basic', 'standard', 'premium'],
    },
}
COVERAGE = {'basic': 8.0, 'standard': 10.0, 'premium': 12.5}

def paint(job):
    result = rp_validator.validate(job['input'], PAINT)
    if 'errors' in result:
        raise ValueError(result['errors'])
    v = result['validated_input']
    coverage = COVERAGE.get(v['quality'], 9.0)
    return {'litres': round(v['area'] * v['coats'] / coverage, 2)}

runpod.serverless.start({'handler': paint})
