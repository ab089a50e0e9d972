import type { Weighted } from "./choices.js";
import type { Lines, Scene } from "./sketch.js";

interface FailureForm extends Weighted {
  readonly name: string;
  /** An answer to give, or undefined where the form raises. */
  readonly answer?: (text: string, scene: Scene) => string;
  readonly raises?: (text: string, scene: Scene) => Lines;
}

const forms: readonly FailureForm[] = [
  { name: "error", weight: 5, answer: (text) => `{"error": ${text}}` },
  { name: "error with details", weight: 1, answer: (text) => `{"error": ${text}, "code": 7}` },
  { name: "ValueError", weight: 3, raises: (text) => [`raise ValueError(${text})`] },
  { name: "RuntimeError", weight: 0.7, raises: (text) => [`raise RuntimeError(${text})`] },
  { name: "Exception", weight: 0.7, raises: (text) => [`raise Exception(${text})`] },
  {
    name: "exception of its own",
    weight: 0.7,
    raises: (text, { sketch }) => {
      if (!sketch.definitions.some(([first]) => first?.startsWith("class BadInput") === true))
        sketch.define("class BadInput(Exception):", "    pass");
      return [`raise BadInput(${text})`];
    },
  },
  { name: "status", weight: 0.8, answer: (text) => `{"status": "error", "message": ${text}}` },
  { name: "errors", weight: 0.5, answer: (text) => `{"errors": [${text}]}` },
  { name: "text", weight: 0.4, answer: (text) => text },
  { name: "nothing", weight: 0.3, answer: () => "None" },
  { name: "refresh", weight: 0.3, answer: (text) => `{"error": ${text}, "refresh_worker": True}` },
  {
    name: "by a function",
    weight: 0.7,
    answer: (text, { sketch }) => {
      if (!sketch.definitions.some(([first]) => first?.startsWith("def failure(") === true))
        sketch.define("def failure(message):", '    return {"error": message}');
      return `failure(${text})`;
    },
  },
  { name: "dict call", weight: 0.3, answer: (text) => `dict(error=${text})` },
];

/** Statements that end a request for a reason; `text` is a Python expression. */
export function failing(scene: Scene, label: string, text: string): Lines {
  const form = scene.choices.pick(`${label}.failure`, forms);
  if (form.raises !== undefined) return form.raises(text, scene);
  const answer = form.answer?.(text, scene) ?? "None";
  return scene.isGenerator ? [`yield ${answer}`, "return"] : [`return ${answer}`];
}
