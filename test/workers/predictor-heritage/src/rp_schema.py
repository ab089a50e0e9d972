INPUT_SCHEMA = {
    'text': {'type': str, 'required': True},
    'order': {'type': int, 'required': False, 'default': 2},
    'length': {'type': int, 'required': False, 'default': 10, 'constraints': lambda n: 1 < n < 100},
}
