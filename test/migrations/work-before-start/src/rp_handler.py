import argparse
import os
from typing import Any

import fal
from pydantic import BaseModel


class Classifier(object):
    def __init__(self, labels, threshold):
        self.labels = labels
        self.threshold = threshold

    def predict(self, text):
        hits = {label: text.count(label) for label in self.labels}
        best = max(hits, key=hits.get)
        return best if hits[best] >= self.threshold else "none"


class Input(BaseModel):
    texts: Any


class WorkBeforeStart(fal.App, name="work-before-start"):
    machine_type = "S"

    def setup(self) -> None:
        self.model = None
        # must stay below the definitions
        labels = os.environ.get("LABELS", "cat,dog,bird").split(",")
        self.model = Classifier(labels, threshold=1)
        print("classes:", ", ".join(self.model.labels))

    @fal.endpoint("/")
    def run(self, input: Input) -> list[dict[str, Any]]:
        '''
        Classify the text of a job.
        '''
        texts = input.texts
        return [{'text': t, 'label': self.model.predict(t)} for t in texts]
