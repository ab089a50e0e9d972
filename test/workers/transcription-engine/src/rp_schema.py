INPUT_VALIDATIONS = {
    'audio': {'type': str, 'required': False, 'default': None},
    'audio_base64': {'type': str, 'required': False, 'default': None},
    'model': {'type': str, 'required': False, 'default': 'base'},
    'language': {'type': str, 'required': False, 'default': None},
    'word_timestamps': {'type': bool, 'required': False, 'default': False},
}
