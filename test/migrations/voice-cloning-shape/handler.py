import base64
import os
import tempfile

import fal
from fastapi import HTTPException
from pydantic import BaseModel


VOICES = {"anna": "/voices/anna.wav", "ben": "/voices/ben.wav"}


class Input(BaseModel):
    text: str = ""
    voice: str = "anna"
    language: str = "en"


class Output(BaseModel):
    audio_base64: str
    sample_rate: int
    voice: str


class VoiceCloningShape(fal.App, name="voice-cloning-shape"):
    machine_type = "GPU-A100"
    requirements = ["soundfile", "torch", "coqui-tts"]

    def setup(self) -> None:
        self.tts_model = None
        print("Initializing model...")
        self.initialize_model()

    def initialize_model(self):
        import torch
        from TTS.api import TTS

        if self.tts_model is not None:
            print("Model already initialized")
            return self.tts_model
        device = "cuda" if torch.cuda.is_available() else "cpu"
        self.tts_model = TTS("tts_models/multilingual/multi-dataset/xtts_v2").to(device)
        return self.tts_model

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import soundfile as sf

        try:
            text = input.text
            voice = input.voice
            language = input.language

            if not text:
                raise HTTPException(status_code=422, detail="Missing required parameter: text")
            if voice not in VOICES:
                raise HTTPException(status_code=422, detail={"error": f"Unknown voice '{voice}'", "available_voices": list(VOICES)})

            model = self.tts_model or self.initialize_model()
            wav = model.tts(text=text, speaker_wav=VOICES[voice], language=language)

            with tempfile.NamedTemporaryFile(suffix=".wav", delete=False) as tmp:
                path = tmp.name
            sf.write(path, wav, 24000)
            with open(path, "rb") as f:
                audio = base64.b64encode(f.read()).decode("utf-8")
            os.unlink(path)

            return Output(audio_base64=audio, sample_rate=24000, voice=voice)
        except HTTPException:
            raise
        except Exception as e:
            import traceback
            print(traceback.format_exc())
            raise HTTPException(status_code=500, detail=str(e)) from e
