import type { FieldRead, WholeUse } from "../../runpod/job-flow.js";
import { guideRow, pages, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const jobInput: Rule = {
  name: "job-input",
  title: "The job's input is read",
  mappings: [guideRow('job["input"]', "a pydantic Input model")],
  why: "The body of a fal request is the input itself, without RunPod's `input` around it. Its fields are declared once in a pydantic model: they are checked before the endpoint runs, and shown in fal's playground. Where the code hands the whole input on, it is given a dictionary of the fields that were sent.",
  links: pages("job-input", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "Keys that are read",
      code: py`
        import runpod

        def handler(job):
            job_input = job["input"]
            return job_input["prompt"] * job_input.get("count", 1)

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['job_input["prompt"]', 'job_input.get("count", 1)'],
    },
    {
      title: "In a function that is given the input",
      code: py`
        import runpod

        def draw(data):
            return data["prompt"]

        def run(event):
            return draw(event["input"])

        runpod.serverless.start({"handler": run})
      `,
      finds: ['data["prompt"]'],
    },
    {
      title: "The whole input, handed on",
      code: py`
        import runpod
        from engine import generate

        def handler(job):
            return generate(**job["input"])

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['job["input"]'],
    },
    {
      title: "A dictionary of another origin",
      code: py`
        import runpod

        def settings(job):
            return job["input"]

        def handler(job):
            return 1

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ flows, passed }) {
    for (const { reads, wholes } of flows) {
      for (const read of reads) if (read.origin === "input") yield { span: read.node, message: readMessage(read) };
      for (const whole of wholes) {
        if (whole.role === "input" && !passed.has(whole.node)) yield { span: whole.node, message: WHOLES[whole.kind] };
      }
    }
  },
};

function readMessage({ key, form }: FieldRead): string {
  return form === "has"
    ? `Whether \`${key}\` was sent, is what \`input.model_fields_set\` of the \`Input\` model says.`
    : `The key \`${key}\` of the job's input becomes a field of the \`Input\` model.`;
}

const WHOLES: Readonly<Record<WholeUse["kind"], string>> = {
  harmless: "The whole input is used here; on fal, `input.model_dump(exclude_unset=True)` is the same dictionary.",
  truth: "Whether there is any input is asked here; a fal endpoint always has its `Input` model.",
  spread: "The whole input is spread here; on fal, `input.model_dump(exclude_unset=True)` is the same dictionary.",
  unknown: "The whole input is handed on; on fal, `input.model_dump(exclude_unset=True)` is the same dictionary.",
  mutation:
    "The input is changed here; on fal, that is done to a dictionary made by `input.model_dump(exclude_unset=True)`.",
  "dynamic-key":
    "Which key is read is decided at run time; on fal, that works with a dictionary made by `input.model_dump(exclude_unset=True)`.",
};
