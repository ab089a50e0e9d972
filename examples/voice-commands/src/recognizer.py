"""PocketSphinx with a small grammar."""

import io
import os
import wave

from pocketsphinx import Decoder

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE_RATE = 16000
CHUNK = 1600  # a tenth of a second


class Recognizer:
    def __init__(self, grammar="commands.jsgf"):
        self.decoder = Decoder(samprate=SAMPLE_RATE, jsgf=os.path.join(HERE, grammar), loglevel="FATAL")
        self.volume = self.decoder.get_cmn(False)

    def partials(self, pcm):
        """Yields what has been understood so far, whenever that changes."""
        heard = ""
        self.decoder.set_cmn(self.volume)  # forget how loud the last speaker was
        self.decoder.start_utt()
        for start in range(0, len(pcm), CHUNK * 2):
            self.decoder.process_raw(pcm[start : start + CHUNK * 2])
            hypothesis = self.decoder.hyp()
            if hypothesis is not None and hypothesis.hypstr != heard:
                heard = hypothesis.hypstr
                yield heard
        self.decoder.end_utt()

    def final(self):
        hypothesis = self.decoder.hyp()
        return hypothesis.hypstr if hypothesis is not None else ""


def read_wave(data):
    with wave.open(io.BytesIO(data)) as audio:
        if audio.getnchannels() != 1 or audio.getsampwidth() != 2 or audio.getframerate() != SAMPLE_RATE:
            raise ValueError("expected 16 kHz, 16 bit, mono")
        return audio.readframes(audio.getnframes())
