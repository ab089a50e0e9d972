from engine import scoring


def respond(job):
    return {"whole": scoring.score(str(job["input"]))}
