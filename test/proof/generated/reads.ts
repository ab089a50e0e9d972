import type { Weighted } from "./choices.js";
import { failing } from "./failures.js";
import { annotationOf, type Field } from "./fields.js";
import { indented, type Lines, type Scene } from "./sketch.js";

/** How one field's value is taken out of the input, and the expression that holds it afterwards. */
export interface Read {
  readonly lines: Lines;
  readonly expression: string;
}

interface ReadForm extends Weighted {
  readonly name: string;
  readonly read: (field: Field, input: string, scene: Scene) => Read;
}

/** A read that gives the field's variable its value by one expression. */
function assigned(name: string, weight: number, value: (field: Field, input: string) => string): ReadForm {
  return {
    name,
    weight,
    read: (field, input) => ({
      lines: [`${field.variable} = ${value(field, input)}`],
      expression: field.variable,
    }),
  };
}

/** A read that stands where the value is used, as often as it is. */
function inline(name: string, weight: number, value: (field: Field, input: string) => string): ReadForm {
  return { name, weight, read: (field, input) => ({ lines: [], expression: value(field, input) }) };
}

/** A read of several statements. */
function stepwise(name: string, weight: number, lines: (field: Field, input: string) => Lines): ReadForm {
  return {
    name,
    weight,
    read: (field, input) => ({ lines: lines(field, input), expression: field.variable }),
  };
}

const casts = { text: "str", number: "float", count: "int", flag: "bool", list: "list", object: "dict" } as const;

const forms: readonly ReadForm[] = [
  assigned("subscript", 3, ({ key }, input) => `${input}["${key}"]`),
  assigned("get with a default", 4, ({ key, fallback }, input) => `${input}.get("${key}", ${fallback})`),
  assigned("get", 2, ({ key }, input) => `${input}.get("${key}")`),
  inline("subscript in place", 2, ({ key }, input) => `${input}["${key}"]`),
  inline("get in place", 2, ({ key, fallback }, input) => `${input}.get("${key}", ${fallback})`),
  assigned("get or default", 1.5, ({ key, fallback }, input) => `${input}.get("${key}") or ${fallback}`),
  assigned("cast", 1.5, ({ key, fallback, kind }, input) => `${casts[kind]}(${input}.get("${key}", ${fallback}))`),
  assigned("cast subscript", 1, ({ key, kind }, input) => `${casts[kind]}(${input}["${key}"])`),
  assigned(
    "conditional",
    1,
    ({ key, fallback }, input) => `${input}["${key}"] if "${key}" in ${input} else ${fallback}`,
  ),
  assigned("pop", 0.7, ({ key, fallback }, input) => `${input}.pop("${key}", ${fallback})`),
  assigned("setdefault", 0.5, ({ key, fallback }, input) => `${input}.setdefault("${key}", ${fallback})`),
  assigned(
    "other key",
    0.7,
    ({ key, fallback }, input) => `${input}.get("${key}", ${input}.get("${key}_2", ${fallback}))`,
  ),
  assigned("either key", 0.5, ({ key }, input) => `${input}.get("${key}") or ${input}.get("other_${key}")`),
  stepwise("if in", 1, ({ key, fallback, variable }, input) => [
    `${variable} = ${fallback}`,
    `if "${key}" in ${input}:`,
    `    ${variable} = ${input}["${key}"]`,
  ]),
  stepwise("if None", 1, ({ key, fallback, variable }, input) => [
    `${variable} = ${input}.get("${key}")`,
    `if ${variable} is None:`,
    `    ${variable} = ${fallback}`,
  ]),
  stepwise("KeyError", 0.7, ({ key, fallback, variable }, input) => [
    "try:",
    `    ${variable} = ${input}["${key}"]`,
    "except KeyError:",
    `    ${variable} = ${fallback}`,
  ]),
  {
    name: "KeyError answered",
    weight: 0.7,
    read: ({ key, variable }, input, scene) => ({
      lines: [
        "try:",
        `    ${variable} = ${input}["${key}"]`,
        "except KeyError:",
        ...indented(failing(scene, `read.${key}`, `"${key} is needed"`)),
      ],
      expression: variable,
    }),
  },
  {
    name: "cast answered",
    weight: 0.6,
    read: ({ key, variable, fallback, kind }, input, scene) => ({
      lines: [
        "try:",
        `    ${variable} = ${casts[kind]}(${input}.get("${key}", ${fallback}))`,
        "except (TypeError, ValueError) as e:",
        ...indented(failing(scene, `read.${key}`, `f"bad ${key}: {type(e).__name__}"`)),
      ],
      expression: variable,
    }),
  },
  stepwise("walrus", 0.5, ({ key, fallback, variable }, input) => [
    `if (${variable} := ${input}.get("${key}")) is None:`,
    `    ${variable} = ${fallback}`,
  ]),
  stepwise("refined", 0.7, ({ key, fallback, variable, kind }, input) => [
    `${variable} = ${input}.get("${key}", ${fallback})`,
    ...(kind === "text" ? [`${variable} = ${variable}.strip()`] : [`${variable} = ${casts[kind]}(${variable})`]),
  ]),
  {
    name: "annotated",
    weight: 0.7,
    read: (field, input) => ({
      lines: [`${field.variable}: ${annotationOf(field)} = ${input}.get("${field.key}", ${field.fallback})`],
      expression: field.variable,
    }),
  },
  {
    name: "default in a constant",
    weight: 1,
    read: (field, input, { sketch }) => {
      const constant = `DEFAULT_${field.variable.toUpperCase()}`;
      sketch.constants.push(`${constant} = ${field.fallback}`);
      return { lines: [`${field.variable} = ${input}.get("${field.key}", ${constant})`], expression: field.variable };
    },
  },
  {
    name: "by a function that is given the key",
    weight: 0.6,
    read: (field, input, { sketch }) => {
      const lines = [
        "def param(values, key, default=None):",
        "    value = values.get(key)",
        ...indented(["return default if value is None else value"]),
      ];
      if (!sketch.definitions.some(([first]) => first === lines[0])) sketch.define(...lines);
      return {
        lines: [`${field.variable} = param(${input}, "${field.key}", ${field.fallback})`],
        expression: field.variable,
      };
    },
  },
  {
    name: "by a function of its own",
    weight: 0.6,
    read: (field, input, { sketch }) => {
      const name = `read_${field.variable}`;
      sketch.define(
        `def ${name}(data):`,
        `    value = data.get("${field.key}", ${field.fallback})`,
        "    return value",
      );
      return { lines: [`${field.variable} = ${name}(${input})`], expression: field.variable };
    },
  },
];

export function chooseRead(scene: Scene, field: Field, input: string): Read {
  return scene.choices.pick(`read.${field.key}`, forms).read(field, input, scene);
}
