INPUT_SCHEMA = {
    'image': {
        'type': str,
        'required': True
    },
    'size': {
        'type': int,
        'required': False,
        'default': 128,
        'constraints': lambda size: 16 <= size <= 2048
    },
    'quality': {
        'type': int,
        'required': False,
        'default': None,
        'constraints': lambda quality: quality is None or 1 <= quality <= 95
    },
    'format': {
        'type': str,
        'required': False,
        'default': 'PNG',
        'constraints': lambda fmt: fmt in ['PNG', 'JPEG', 'WEBP']
    },
    'crop': {
        'type': bool,
        'required': False,
        'default': False
    },
}
