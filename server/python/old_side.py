"""Runs RunPod workers under the real `runpod` SDK; see `migration_proof/old_worker.py`."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from migration_proof import old_worker, runner  # noqa: E402

# The worker's own folder comes first on the path, and nothing of ours but the package is to be found.
sys.path = [entry for entry in sys.path if os.path.abspath(entry) != HERE]

if __name__ == "__main__":
    runner.serve(old_worker.live)
