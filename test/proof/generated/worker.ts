import type { InputField } from "../../../server/src/proof/input-schema.js";
import type { JsonObject } from "../../../server/src/proof/json.js";
import { Choices } from "./choices.js";
import { chooseFields, inputFieldOf } from "./fields.js";
import { chooseHandler } from "./handlers.js";
import { laidOut } from "./layout.js";
import { chooseRegistration, importStyles } from "./registrations.js";
import { Sketch } from "./sketch.js";

/** A worker that nobody wrote, and what its author would have known of it. */
export interface GeneratedWorker {
  readonly source: string;
  readonly fields: readonly InputField[];
  readonly sample: JsonObject;
  readonly doubles: readonly string[];
  /** The choices that could be simpler. */
  readonly intricate: readonly string[];
}

/** The worker of a seed; of the choices in `simplified` the simplest is taken. */
export function generateWorker(seed: string, simplified: ReadonlySet<string> = new Set()): GeneratedWorker {
  const choices = new Choices(seed, simplified);
  const fields = chooseFields(choices);
  const style = choices.pick("import", importStyles);
  const sketch = new Sketch(choices, style.serverless);
  const handler = chooseHandler(sketch, fields);
  const registration = chooseRegistration(sketch, style, handler.expression, handler.isGenerator);
  const isLate = choices.chance("state behind the handler", 0.2);
  const state = [...sketch.state, ...handler.state];
  const imports = [style.statement, ...sketch.imports].flatMap((statement) => statement.split("\n"));
  const source = laidOut(choices, [
    choices.chance("imports reversed", 0.4) ? [...new Set(imports)].reverse() : [...new Set(imports)],
    sketch.constants,
    ...sketch.definitions,
    ...(isLate ? [] : [sketch.state]),
    ...handler.definitions,
    isLate ? state : handler.state,
    registration,
  ]);
  return {
    source,
    fields: fields.map(inputFieldOf),
    sample: Object.fromEntries(fields.map(({ key, sample }) => [key, sample])),
    doubles: [...sketch.doubles],
    intricate: choices.intricate,
  };
}
