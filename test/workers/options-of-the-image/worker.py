import argparse

import runpod


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--greeting", default="hello")
    parser.add_argument("--loud", action="store_true")
    return parser.parse_args()


def main():
    chosen = options()

    def handler(job):
        text = f"{chosen.greeting} {job['input'].get('name', 'you')}"
        return {"text": text.upper() if chosen.loud else text}

    runpod.serverless.start({"handler": handler})


if __name__ == "__main__":
    main()
