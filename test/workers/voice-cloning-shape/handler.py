import base64
import os
import tempfile
from typing import Any, Dict

import runpod
import soundfile as sf
import torch
from TTS.api import TTS

tts_model = None
VOICES = {"anna": "/voices/anna.wav", "ben": "/voices/ben.wav"}


def initialize_model():
    global tts_model
    if tts_model is not None:
        print("Model already initialized")
        return tts_model
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tts_model = TTS("tts_models/multilingual/multi-dataset/xtts_v2").to(device)
    return tts_model


def handler(event: Dict[str, Any]) -> Dict[str, Any]:
    try:
        input_data = event.get("input", {})
        text = input_data.get("text", "")
        voice = input_data.get("voice", "anna")
        language = input_data.get("language", "en")

        if not text:
            return {"error": "Missing required parameter: text"}
        if voice not in VOICES:
            return {"error": f"Unknown voice '{voice}'", "available_voices": list(VOICES)}

        model = tts_model or initialize_model()
        wav = model.tts(text=text, speaker_wav=VOICES[voice], language=language)

        with tempfile.NamedTemporaryFile(suffix=".wav", delete=False) as tmp:
            path = tmp.name
        sf.write(path, wav, 24000)
        with open(path, "rb") as f:
            audio = base64.b64encode(f.read()).decode("utf-8")
        os.unlink(path)

        return {"audio_base64": audio, "sample_rate": 24000, "voice": voice}
    except Exception as e:
        import traceback
        print(traceback.format_exc())
        return {"error": str(e)}


if __name__ == "__main__":
    print("Initializing model...")
    initialize_model()
    runpod.serverless.start({"handler": handler})
