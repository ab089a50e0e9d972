import threading

from faster_whisper import WhisperModel


class Predictor:
    """ A Predictor class for the Whisper model """

    def __init__(self):
        self.models = {}
        self.model_lock = threading.Lock()

    def setup(self):
        """ Load the model into memory """
        self.load("base")

    def load(self, name):
        self.models[name] = WhisperModel(name, device="cuda", compute_type="float16")
        return self.models[name]

    def predict(self, size, model_name="base", language=None, word_timestamps=False):
        with self.model_lock:
            model = self.models.get(model_name) or self.load(model_name)
        segments, info = model.transcribe(size, language=language, beam_size=5, word_timestamps=word_timestamps)
        return {
            "segments": [{"id": s.id, "text": str(s.text)} for s in segments],
            "detected_language": str(info.language),
            "model": model_name,
        }
