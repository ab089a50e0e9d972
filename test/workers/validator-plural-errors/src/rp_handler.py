import runpod
from runpod.serverless.utils.rp_validator import validate

INPUT_SCHEMA = {
    'text': {'type': str, 'required': True},
    'output_type': {'type': str, 'required': False, 'default': 'upper', 'constraints': lambda o: o in ('upper', 'title')},
}


def handler(event):
    validated_input = validate(event['input'], INPUT_SCHEMA)
    if 'errors' in validated_input:
        return {"errors": validated_input['errors'], "status": "rejected"}

    values = validated_input['validated_input']
    method = {'upper': str.upper, 'title': str.title}.get(values['output_type'], str.swapcase)
    return {"text": method(values['text']), "status": "ok"}


runpod.serverless.start({"handler": handler})
