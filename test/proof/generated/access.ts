import type { Weighted } from "./choices.js";
import { failing } from "./failures.js";
import type { Field } from "./fields.js";
import { objectForms } from "./input-objects.js";
import { indented, type Lines, type Scene } from "./sketch.js";
import { validatedForms } from "./validators.js";

/** How a function comes to the input, and what it calls job and input from then on. */
export interface Access {
  readonly lines: Lines;
  readonly job: string | undefined;
  readonly input: string;
  /** Fields whose values are held by something else than a dictionary. */
  readonly held?: ReadonlyMap<Field, string>;
}

export interface AccessForm extends Weighted {
  readonly name: string;
  readonly access: (job: string, name: string, scene: Scene) => Access;
}

/** The input gets a name of its own by one assignment. */
function named(name: string, weight: number, value: (job: string) => string): AccessForm {
  return {
    name,
    weight,
    access: (job, input) => ({ lines: [`${input} = ${value(job)}`], job, input }),
  };
}

/** The input is taken out of the job wherever it is read. */
function inline(name: string, weight: number, value: (job: string) => string): AccessForm {
  return { name, weight, access: (job) => ({ lines: [], job, input: value(job) }) };
}

const plain: readonly AccessForm[] = [
  named("subscript", 5, (job) => `${job}["input"]`),
  named("get", 3, (job) => `${job}.get("input", {})`),
  named("get or empty", 1.5, (job) => `${job}.get("input") or {}`),
  named("job or empty", 0.5, (job) => `(${job} or {}).get("input", {})`),
  named("get or None", 0.7, (job) => `${job}.get("input", None) or {}`),
  named("if there is a job", 0.4, (job) => `${job}["input"] if ${job} else {}`),
  {
    name: "None guard",
    weight: 0.8,
    access: (job, input, scene) => ({
      lines: [
        `${input} = ${job}.get("input")`,
        `if ${input} is None:`,
        ...indented(failing(scene, "access", '"no input given"')),
      ],
      job,
      input,
    }),
  },
  named("if in", 0.7, (job) => `${job}["input"] if "input" in ${job} else {}`),
  named("copy", 0.5, (job) => `dict(${job}["input"])`),
  named("copy method", 0.4, (job) => `${job}["input"].copy()`),
  named("copy by spread", 0.4, (job) => `{**${job}["input"]}`),
  named("pop", 0.5, (job) => `${job}.pop("input")`),
  inline("subscript in place", 2, (job) => `${job}["input"]`),
  inline("get in place", 1, (job) => `${job}.get("input", {})`),
  {
    name: "second name of the job",
    weight: 1,
    access: (job, input) => ({ lines: [`data = ${job}`, `${input} = data["input"]`], job: "data", input }),
  },
  {
    name: "rebound",
    weight: 0.7,
    access: (job) => ({ lines: [`${job} = ${job}["input"]`], job: undefined, input: job }),
  },
  {
    name: "two names",
    weight: 0.5,
    access: (job, input) => ({ lines: [`${input} = ${job}["input"]`, `params = ${input}`], job, input: "params" }),
  },
  {
    name: "annotated",
    weight: 0.8,
    access: (job, input) => ({ lines: [`${input}: dict = ${job}["input"]`], job, input }),
  },
  {
    name: "with the id",
    weight: 0.8,
    access: (job, input) => ({ lines: [`job_id, ${input} = ${job}["id"], ${job}["input"]`], job, input }),
  },
  {
    name: "walrus guard",
    weight: 0.6,
    access: (job, input, scene) => ({
      lines: [`if not (${input} := ${job}.get("input")):`, ...indented(failing(scene, "access", '"no input"'))],
      job,
      input,
    }),
  },
  {
    name: "KeyError guard",
    weight: 0.4,
    access: (job, input, scene) => ({
      lines: [
        "try:",
        `    ${input} = ${job}["input"]`,
        "except KeyError:",
        ...indented(failing(scene, "access", '"no input"')),
      ],
      job,
      input,
    }),
  },
  {
    name: "guard of its type",
    weight: 0.5,
    access: (job, input, scene) => ({
      lines: [
        `${input} = ${job}["input"]`,
        `if not isinstance(${input}, dict):`,
        ...indented(failing(scene, "access", '"the input must be an object"')),
      ],
      job,
      input,
    }),
  },
  {
    name: "by a function",
    weight: 0.7,
    access: (job, input, { sketch }) => {
      sketch.define("def get_input(request):", '    return request["input"]');
      return { lines: [`${input} = get_input(${job})`], job, input };
    },
  },
  {
    name: "over defaults",
    weight: 0.7,
    access: (job, input, { sketch, fields }) => {
      sketch.constants.push(`DEFAULTS = {${defaultsOf(fields)}}`);
      return { lines: [`${input} = {**DEFAULTS, **${job}["input"]}`], job, input };
    },
  },
  {
    name: "updates defaults",
    weight: 0.4,
    access: (job, input, { fields }) => ({
      lines: [`${input} = {${defaultsOf(fields)}}`, `${input}.update(${job}["input"])`],
      job,
      input,
    }),
  },
];

function defaultsOf(fields: readonly Field[]): string {
  return fields.map(({ key, fallback }) => `"${key}": ${fallback}`).join(", ");
}

/** How the handler reaches its input, `name` being what it would call it. */
export function chooseAccess(scene: Scene, job: string, name: string): Access {
  return scene.choices.pick("access", [...plain, ...objectForms, ...validatedForms]).access(job, name, scene);
}
