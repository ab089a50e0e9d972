"""Runs fal Apps under the real `fal` SDK; see `migration_proof/new_app.py`."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from migration_proof import new_app, runner  # noqa: E402

# The app's own folder is all that is added to the path, as when fal loads it.
sys.path = [entry for entry in sys.path if os.path.abspath(entry) != HERE]

if __name__ == "__main__":
    new_app.prepare()
    runner.serve(new_app.live)
