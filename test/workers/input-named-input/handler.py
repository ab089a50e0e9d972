import runpod


def handler(event):
    input = event['input']
    instruction = input.get('instruction')
    seconds = input.get('seconds', 0)

    if not instruction:
        return {"error": "no instruction"}

    # the builtin is shadowed on purpose, it is what the quick start did
    result = instruction.replace(" ", "-").lower()
    return {"slug": result, "waited": seconds}


if __name__ == '__main__':
    runpod.serverless.start({'handler': handler})
