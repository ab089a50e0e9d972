import type { AccessForm } from "./access.js";
import type { Weighted } from "./choices.js";
import { indented, type Lines, type Scene } from "./sketch.js";

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
    name: "nested",
    lines: (input, scene) => {
      const field = scene.fields.find(({ kind }) => kind === "object");
      const outer = ["validated = validate(INPUT, SCHEMA)", 'if "errors" in validated:'].map((line) =>
        line.replace("INPUT", input),
      );
      const lines = [
        ...outer,
        ...indented(returned(scene, '{"error": validated["errors"]}')),
        'values = validated["validated_input"]',
      ];
      if (field === undefined) return lines;
      scene.sketch.constants.push(
        "INNER_SCHEMA = {",
        '    "a": {"type": int, "required": True, "constraints": lambda a: a < 100},',
        '    "b": {"type": str, "required": False, "default": "none"},',
        "}",
      );
      return [
        ...lines,
        `inner = validate(values["${field.key}"], INNER_SCHEMA)`,
        'if "errors" in inner:',
        ...indented(returned(scene, '{"error": inner["errors"]}')),
        `values["${field.key}"] = inner["validated_input"]`,
      ];
    },
  },
  {
    name: "beside a key outside the schema",
    lines: (input, scene) => {
      scene.sketch.otherFields.push({ name: "level", schema: { type: "integer" }, required: false });
      return [
        `validated = validate(${input}, SCHEMA)`,
        'if "errors" in validated:',
        ...indented(returned(scene, '{"error": validated["errors"]}')),
        'values = validated["validated_input"]',
        `if ${input}.get("level", 1) == 1:`,
        '    print("the usual level")',
      ];
    },
  },
  {
    name: "unchecked",
    lines: (input) => [`values = validate(${input}, SCHEMA)["validated_input"]`],
  },
];

export const validatedForms: readonly AccessForm[] = [
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
