import math
import struct
import wave

import runpod

RATE = 8000


def tone(frequency, seconds):
    count = int(RATE * seconds)
    return b"".join(struct.pack("<h", int(12000 * math.sin(2 * math.pi * frequency * i / RATE))) for i in range(count))


def handler(event):
    notes = event["input"].get("notes", [440])
    seconds = event["input"].get("seconds", 0.01)
    if not notes:
        return {"error": "no notes"}

    with wave.open("/tmp/melody.wav", "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        for note in notes:
            out.writeframes(tone(note, seconds))

    return {"audio_path": "/tmp/melody.wav", "duration": len(notes) * seconds}


runpod.serverless.start({"handler": handler})
