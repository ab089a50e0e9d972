import type { InputField } from "../../../server/src/proof/input-schema.js";
import type { JsonObject } from "../../../server/src/proof/json.js";
import { Choices } from "./choices.js";
import { chooseFields, inputFieldOf } from "./fields.js";
import { chooseHandler } from "./handlers.js";
import { laidOut } from "./layout.js";
import { divide } from "./modules.js";
import { chooseRegistration, importStyles } from "./registrations.js";
import { Sketch } from "./sketch.js";

/** A worker that nobody wrote, and what its author would have known of it. */
export interface GeneratedWorker {
  /** Its files by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The file that starts the worker. */
  readonly file: string;
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
  const definitions = [...sketch.definitions];
  const registration = chooseRegistration(sketch, style, handler.expression, handler.isGenerator);
  const isLate = choices.chance("state behind the handler", 0.2);
  const isReversed = choices.chance("imports reversed", 0.4);
  const files = divide(choices, {
    runpod: style.statement.split("\n"),
    imports: [...sketch.imports],
    constants: sketch.constants,
    definitions,
    body: [
      ...(isLate ? [] : [sketch.state]),
      ...handler.definitions,
      isLate ? [...sketch.state, ...handler.state] : handler.state,
    ],
    starting: [...sketch.definitions.slice(definitions.length), registration],
    isPrepared: sketch.starting.length > 0,
    handler: handler.expression,
  });
  const texts = files.map(({ path, imports, blocks }) => {
    const lines = [...new Set(imports)];
    return [path, laidOut(choices, [isReversed ? lines.reverse() : lines, ...blocks])] as const;
  });
  return {
    files: Object.fromEntries(texts),
    file: files[0]?.path ?? "",
    fields: [...fields.map(inputFieldOf), ...sketch.otherFields],
    sample: Object.fromEntries(fields.map(({ key, sample }) => [key, sample])),
    doubles: [...sketch.doubles],
    intricate: choices.intricate,
  };
}
