import type { Weighted } from "./choices.js";
import { failing } from "./failures.js";
import { annotationOf, type Field } from "./fields.js";
import { indented, type Lines, type Scene } from "./sketch.js";

/** How a function comes to the input, and what it calls job and input from then on. */
export interface Access {
  readonly lines: Lines;
  readonly job: string | undefined;
  readonly input: string;
  /** Fields whose values are held by something else than a dictionary. */
  readonly held?: ReadonlyMap<Field, string>;
}

interface AccessForm extends Weighted {
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

function attributesOf(fields: readonly Field[], holder: string): ReadonlyMap<Field, string> {
  return new Map(fields.map((field) => [field, `${holder}.${field.variable}`]));
}

/** The values are in an object of a class that the worker defines. */
const wrapped: readonly AccessForm[] = [
  {
    name: "wrapper",
    weight: 0.7,
    access: (job, _, { sketch, fields }) => {
      sketch.define(
        "class JobInput:",
        "    def __init__(self, values):",
        ...fields.map(({ variable, key, fallback }) => `        self.${variable} = values.get("${key}", ${fallback})`),
      );
      return {
        lines: [`request = JobInput(${job}["input"])`],
        job: job === "request" ? undefined : job,
        input: "request.__dict__",
        held: attributesOf(fields, "request"),
      };
    },
  },
  {
    name: "dataclass",
    weight: 0.7,
    access: (job, _, { sketch, fields }) => {
      sketch.import("from dataclasses import dataclass", "from typing import Any");
      const plainFields = fields.filter(({ key, variable }) => key === variable);
      sketch.define(
        "@dataclass",
        "class Params:",
        ...plainFields.map((field) => `    ${field.variable}: Any = ${immutable(field)}`),
        "    seed: int = 0",
      );
      return {
        lines: [`params = Params(**${job}["input"])`],
        job,
        input: "params.__dict__",
        held: attributesOf(plainFields, "params"),
      };
    },
  },
  {
    name: "pydantic model",
    weight: 1,
    access: (job, _, scene) => pydanticAccess(job, scene),
  },
];

function immutable({ fallback }: Field): string {
  return /^[[{]/.test(fallback) ? "None" : fallback;
}

function pydanticAccess(job: string, scene: Scene): Access {
  const { sketch, fields, choices } = scene;
  const isLimited = choices.chance("pydantic.limited", 0.4);
  sketch.import(`from pydantic import BaseModel${isLimited ? ", Field" : ""}`);
  const plainFields = fields.filter(({ key, variable }) => key === variable && !key.startsWith("model_"));
  sketch.define(
    "class Params(BaseModel):",
    ...plainFields.map((field) => `    ${field.variable}: ${annotationOf(field)} | None = ${immutable(field)}`),
    isLimited ? "    seed: int = Field(default=0, ge=0, le=100)" : "    seed: int = 0",
  );
  const made = choices.pick("pydantic.made", ["Params(**INPUT)", "Params.model_validate(INPUT)"]);
  const line = `params = ${made.replace("INPUT", `${job}["input"]`)}`;
  const isCaught = choices.chance("pydantic.caught", 0.4);
  if (isCaught) sketch.import("from pydantic import ValidationError");
  return {
    lines: isCaught
      ? [
          "try:",
          `    ${line}`,
          "except ValidationError as e:",
          ...indented(failing(scene, "access", "f\"bad fields: {[error['loc'][0] for error in e.errors()]}\"")),
        ]
      : [line],
    job,
    input: "params.__dict__",
    held: attributesOf(plainFields, "params"),
  };
}

/** How the handler reaches its input, `name` being what it would call it. */
export function chooseAccess(scene: Scene, job: string, name: string): Access {
  return scene.choices.pick("access", [...plain, ...wrapped, ...validated]).access(job, name, scene);
}

const types = { text: "str", number: "float", count: "int", flag: "bool", list: "list", object: "dict" } as const;

const constraints = [
  "lambda value: 0 < value < 20",
  "lambda n: n in [1, 2, 3, 7]",
  "lambda value: value % 2 == 1",
  "lambda x: x >= 0 and x <= 10",
];

/** A schema of RunPod's own validator. */
function schemaOf({ fields, choices }: Scene): Lines {
  const entries = fields.map(({ key, kind, fallback }) => {
    const isRequired = choices.chance(`schema.${key}.required`, 0.4);
    const limit = kind === "count" && choices.chance(`schema.${key}.limit`, 0.5);
    const parts = [
      `"type": ${types[kind]}`,
      `"required": ${isRequired ? "True" : "False"}`,
      ...(isRequired ? [] : [`"default": ${fallback}`]),
      ...(limit ? [`"constraints": ${choices.pick(`schema.${key}.constraint`, constraints)}`] : []),
      ...(kind === "text" && choices.chance(`schema.${key}.length`, 0.2)
        ? ['"constraints": lambda s: len(s) < 30']
        : []),
    ];
    return `    "${key}": {${parts.join(", ")}},`;
  });
  return ["SCHEMA = {", ...entries, "}"];
}

interface Validation extends Weighted {
  readonly name: string;
  readonly lines: (input: string, scene: Scene) => Lines;
}

const validations: readonly Validation[] = [
  {
    name: "error of errors",
    weight: 3,
    lines: (input, scene) => [
      `validated = validate(${input}, SCHEMA)`,
      'if "errors" in validated:',
      ...indented(returned(scene, '{"error": validated["errors"]}')),
      'values = validated["validated_input"]',
    ],
  },
  {
    name: "joined",
    lines: (input, scene) => [
      `validated = validate(${input}, SCHEMA)`,
      'if validated.get("errors"):',
      ...indented(returned(scene, '{"error": "; ".join(validated["errors"])}')),
      'values = validated["validated_input"]',
    ],
  },
  {
    name: "walrus",
    lines: (input, scene) => [
      `if (errors := validate(${input}, SCHEMA).get("errors")):`,
      ...indented(returned(scene, '{"errors": errors}')),
      `values = validate(${input}, SCHEMA)["validated_input"]`,
    ],
  },
  {
    name: "raises",
    lines: (input) => [
      `validated = validate(${input}, SCHEMA)`,
      'if "errors" in validated:',
      "    raise ValueError(f\"bad input: {validated['errors']}\")",
      'values = validated["validated_input"]',
    ],
  },
  {
    name: "unchecked",
    lines: (input) => [`values = validate(${input}, SCHEMA)["validated_input"]`],
  },
];

const validated: readonly AccessForm[] = [
  {
    name: "validator",
    weight: 3,
    access: (job, _, scene) => {
      scene.sketch.import("from runpod.serverless.utils.rp_validator import validate");
      scene.sketch.constants.push(...schemaOf(scene));
      const { lines } = scene.choices.pick("validation", validations);
      return { lines: lines(`${job}["input"]`, scene), job, input: "values" };
    },
  },
];

/** An answer in the middle of a function. */
function returned({ isGenerator }: Scene, value: string): Lines {
  return isGenerator ? [`yield ${value}`, "return"] : [`return ${value}`];
}
