import { pythonString } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { EndpointDraft } from "../draft.js";
import { addSelf, decorate, methodText, outerStatement } from "./handler-method.js";
import { insertIntoFunction } from "../imports/imports.js";

/** A function that answers an HTTP route, as an endpoint of the same path: FastAPI reads its parameters on fal too. */
export function draftRoute(
  module: PythonModule,
  rewriter: Rewriter,
  definition: PyNode,
  path: string,
  methodName: string,
  imports: readonly string[],
): EndpointDraft {
  decorate(rewriter, outerStatement(definition), `@fal.endpoint(${pythonString(path)})\n`);
  addSelf(rewriter, definition, methodName);
  insertIntoFunction(module, rewriter, definition, imports, []);
  const streams = /\b(?:StreamingResponse|EventSourceResponse)\b/.test(definition.text);
  return {
    methods: [methodText(module, rewriter, definition)],
    models: [],
    endpoints: [{ path, streaming: streams }],
    imports: ["import fal"],
    definitions: new Map(),
    bridges: [],
    notes: [],
    decisions: [],
  };
}
