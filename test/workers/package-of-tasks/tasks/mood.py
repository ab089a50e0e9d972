from transformers import pipeline

from tasks.registry import task

classifier = pipeline("sentiment-analysis")


@task
def mood(text):
    return str(classifier(text)[0]["label"])
