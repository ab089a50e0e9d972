import { mentionsOf } from "../../python/functions.js";
import { remarkAt, type QuietChange } from "./quiet-change.js";

/** Functions of the file that tried the handler with a job of their own, and went with it. */
export const selfTests: QuietChange = function* ({ worker, module, newText }) {
  const handlers = worker.handlers.flatMap(({ definition }) => definition ?? []);
  const mentions = handlers.flatMap((handler) => mentionsOf(module, handler));
  for (const test of module.root.namedChildren) {
    const name = test.type === "function_definition" ? test.field("name")?.text : undefined;
    if (name === undefined || handlers.includes(test) || new RegExp(`\\bdef ${name}\\b`).test(newText)) continue;
    if (!mentions.some((mention) => test.contains(mention) && mention.parent?.type === "call")) continue;
    const reason = `\`${name}\` called the old handler with a job, which nothing on fal does, and is gone; call the endpoint with the input alone.`;
    yield remarkAt(module, test, "importers", reason);
  }
};
