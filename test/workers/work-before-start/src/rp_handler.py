import argparse
import os

import runpod

MODEL = None


class Classifier(object):
    def __init__(self, labels, threshold):
        self.labels = labels
        self.threshold = threshold

    def predict(self, text):
        hits = {label: text.count(label) for label in self.labels}
        best = max(hits, key=hits.get)
        return best if hits[best] >= self.threshold else "none"


def run(job):
    '''
    Classify the text of a job.
    '''
    job_input = job['input']
    texts = job_input['texts']
    return [{'text': t, 'label': MODEL.predict(t)} for t in texts]


if __name__ == "__main__":
    # must stay below the definitions
    labels = os.environ.get("LABELS", "cat,dog,bird").split(",")
    MODEL = Classifier(labels, threshold=1)
    print("classes:", ", ".join(MODEL.labels))

    runpod.serverless.start({"handler": run})
