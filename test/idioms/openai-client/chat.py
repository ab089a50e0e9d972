import os

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["RUNPOD_API_KEY"],
    base_url=f"https://api.runpod.ai/v2/{os.environ['ENDPOINT_ID']}/openai/v1",
)


def ask(question):
    answer = client.chat.completions.create(model="tiny", messages=[{"role": "user", "content": question}])
    return answer.choices[0].message.content
