import type { Access, AccessForm } from "./access.js";
import { failing } from "./failures.js";
import { annotationOf, type Field } from "./fields.js";
import { indented, type Lines, type Scene } from "./sketch.js";

function attributesOf(fields: readonly Field[], holder: string): ReadonlyMap<Field, string> {
  return new Map(fields.map((field) => [field, `${holder}.${field.variable}`]));
}

/** The values are in an object of a class that the worker defines. */
export const objectForms: readonly AccessForm[] = [
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
    access: (job, _, scene) => {
      const held = defineDataclass(scene);
      return {
        lines: [`params = Params(**${job}["input"])`],
        job,
        input: "params.__dict__",
        held: attributesOf(held, "params"),
      };
    },
  },
  {
    name: "dataclass by keywords",
    weight: 0.6,
    access: (job, input, scene) => {
      const held = defineDataclass(scene);
      const given = held.map(({ variable, key, fallback }) => `${variable}=${input}.get("${key}", ${fallback})`);
      return {
        lines: [`${input} = ${job}["input"]`, `params = Params(${given.join(", ")})`],
        job,
        input,
        held: attributesOf(held, "params"),
      };
    },
  },
  {
    name: "dataclass of known keys",
    weight: 0.5,
    access: (job, input, scene) => {
      const held = defineDataclass(scene);
      return {
        lines: [
          `${input} = ${job}.get("input", {})`,
          `known = {key: value for key, value in ${input}.items() if key in Params.__dataclass_fields__}`,
          "params = Params(**known)",
        ],
        job,
        input,
        held: attributesOf(held, "params"),
      };
    },
  },
  {
    name: "dataclass made of the event",
    weight: 0.6,
    access: (job, _, scene) => {
      const given = plainFieldsOf(scene).map(
        ({ variable, key, fallback }) => `${variable}=data.get("${key}", ${fallback})`,
      );
      const held = defineDataclass(scene, [
        "",
        "    @classmethod",
        "    def from_event(cls, event):",
        '        data = event["input"]',
        `        return cls(${given.join(", ")})`,
      ]);
      return {
        lines: [`params = Params.from_event(${job})`],
        job,
        input: "params.__dict__",
        held: attributesOf(held, "params"),
      };
    },
  },
  {
    name: "object that keeps the input",
    weight: 0.6,
    access: (job, _, { sketch, fields }) => {
      sketch.define(
        "class Task:",
        "    def __init__(self, request):",
        '        self.data = request["input"]',
        ...fields.flatMap(({ variable, key, fallback }) => [
          "",
          `    def ${variable}(self):`,
          `        return self.data.get("${key}", ${fallback})`,
        ]),
      );
      return { lines: [`task = Task(${job})`], job, input: "task.data", held: callsOf(fields, "task") };
    },
  },
  {
    name: "object that is given the input",
    weight: 0.4,
    access: (job, input, { sketch, fields, isAsync }) => {
      // Requests at once would read the input of each other, on either side when they like.
      if (isAsync) return { lines: [`${input} = ${job}["input"]`], job, input };
      sketch.define(
        "class Desk:",
        "    data = None",
        "",
        "    def take(self, values):",
        "        self.data = values",
        "",
        ...fields.flatMap(({ variable, key, fallback }) => [
          `    def ${variable}(self):`,
          `        return self.data.get("${key}", ${fallback})`,
          "",
        ]),
        "    def size(self):",
        "        return len(self.data)",
      );
      sketch.state.push("desk = Desk()");
      return { lines: [`desk.take(${job}["input"])`], job, input: "desk.data", held: callsOf(fields, "desk") };
    },
  },
  {
    name: "namespace",
    weight: 0.4,
    access: (job, _, scene) => {
      scene.sketch.import("from types import SimpleNamespace");
      const held = plainFieldsOf(scene);
      const defaults = held.map(({ variable, fallback }) => `"${variable}": ${fallback}`);
      return {
        lines: [`args = SimpleNamespace(**{${[...defaults, `**${job}["input"]`].join(", ")}})`],
        job,
        input: "vars(args)",
        held: attributesOf(held, "args"),
      };
    },
  },
  {
    name: "pydantic model",
    weight: 1,
    access: (job, _, scene) => pydanticAccess(job, scene),
  },
];

/** The fields whose keys can be names in Python. */
function plainFieldsOf({ fields }: Scene): readonly Field[] {
  return fields.filter(({ key, variable }) => key === variable);
}

/** A dataclass with a field for each that can be one; gives those. */
function defineDataclass(scene: Scene, more: Lines = []): readonly Field[] {
  scene.sketch.import("from dataclasses import dataclass", "from typing import Any");
  const held = plainFieldsOf(scene);
  scene.sketch.define(
    "@dataclass",
    "class Params:",
    ...held.map((field) => `    ${field.variable}: Any = ${immutable(field)}`),
    "    seed: int = 0",
    ...more,
  );
  return held;
}

function callsOf(fields: readonly Field[], holder: string): ReadonlyMap<Field, string> {
  return new Map(fields.map((field) => [field, `${holder}.${field.variable}()`]));
}

function immutable({ fallback }: Field): string {
  return /^[[{]/.test(fallback) ? "None" : fallback;
}

function pydanticAccess(job: string, scene: Scene): Access {
  const { sketch, choices } = scene;
  const isLimited = choices.chance("pydantic.limited", 0.4);
  sketch.import(`from pydantic import BaseModel${isLimited ? ", Field" : ""}`);
  const plainFields = plainFieldsOf(scene).filter(({ key }) => !key.startsWith("model_"));
  sketch.define(
    "class Params(BaseModel):",
    ...plainFields.map((field) => `    ${field.variable}: ${annotationOf(field)} | None = ${immutable(field)}`),
    isLimited ? "    seed: int = Field(default=0, ge=0, le=100)" : "    seed: int = 0",
  );
  const given = plainFields.map((field) => `${field.variable}=INPUT.get("${field.key}", ${immutable(field)})`);
  const made = choices.pick("pydantic.made", [
    "Params(**INPUT)",
    "Params.model_validate(INPUT)",
    `Params(${given.join(", ")})`,
  ]);
  const line = `params = ${made.replaceAll("INPUT", `${job}["input"]`)}`;
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
