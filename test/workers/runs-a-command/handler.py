import subprocess
import sys
import runpod

SCRIPT = "import sys; print(sum(int(a) for a in sys.argv[1:]))"


def handler(job):
    numbers = job["input"].get("numbers", [])
    command = [sys.executable, "-c", SCRIPT] + [str(n) for n in numbers]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=20)
    except subprocess.CalledProcessError as e:
        return {"error": "command failed", "returncode": e.returncode, "stderr": e.stderr.strip().splitlines()[-1]}
    return {"stdout": done.stdout.strip(), "count": len(numbers)}


runpod.serverless.start({"handler": handler})
