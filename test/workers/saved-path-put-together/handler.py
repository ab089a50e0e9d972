import wave

import runpod


class Recorder:
    """Writes what it is given as a sound."""

    def __init__(self, folder):
        self.folder = folder

    def record(self, samples):
        path = "/tmp/put-together.wav"
        with wave.open(path, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(bytes(samples))
        return path

    def __call__(self, job):
        samples = job["input"].get("samples", [1, 2, 3, 4])
        result = {"samples": len(samples)}
        if len(samples) % 2:
            result["error"] = "an odd number of bytes"
        else:
            result["audio_path"] = self.record(samples)
            with open("/tmp/put-together.txt", "w") as file:
                file.write(str(sum(samples)))
            result.update(dict(sum_path="/tmp/put-together.txt"))
        if "error" in result:
            print("refused:", result["error"])
        return result


if __name__ == "__main__":
    runpod.serverless.start({"handler": Recorder("/tmp")})
