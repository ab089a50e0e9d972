import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Rewriter } from "../../../python/rewriter.js";
import { setOff } from "./blank-lines.js";
import { outerStatement } from "../handlers/handler-method.js";
import type { PlannedHandler } from "../handlers/planned-handlers.js";
import { withComments } from "./statements.js";

/** Puts the App where the last handler stood, or at the end of the file, and removes what became its methods. */
export function placeClass(
  module: PythonModule,
  rewriter: Rewriter,
  planned: readonly PlannedHandler[],
  helpers: ReadonlyMap<PyNode, string>,
  text: string,
): void {
  const place = (definition: PyNode): ReturnType<typeof withComments> =>
    withComments(module.source, outerStatement(definition));
  const handlers = planned.flatMap(({ asMethod, handler }) =>
    asMethod && handler.definition?.type === "function_definition" ? [handler.definition] : [],
  );
  const last = handlers.at(-1);
  for (const definition of [...helpers.keys(), ...handlers])
    if (definition !== last) rewriter.delete(place(definition));
  if (last === undefined) rewriter.insert(module.source.length, setOff(text));
  else rewriter.replace(place(last), setOff(text));
}
