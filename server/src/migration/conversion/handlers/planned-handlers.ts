import { mentionsOf } from "../../../python/functions.js";
import type { PyNode } from "../../../python/node.js";
import { decoratorsOf } from "../../../python/queries.js";
import { chosenHandler, type Handler, type Worker } from "../../../runpod/worker.js";
import { refreshCondition } from "../answers/configured-refresh.js";
import type { Surroundings } from "../draft.js";
import { outerStatement } from "./handler-method.js";
import type { Layout } from "../module/layout.js";
import { freeName } from "../module/reserved.js";
import { isDropped } from "../module/runpod-removal.js";

/** How far a conversion may go: `method` makes handlers methods, `adapter` keeps them and hands them the job. */
export type Form = "method" | "adapter";

/** A handler, and the endpoint that it becomes. */
export interface PlannedHandler {
  readonly handler: Handler;
  readonly path: string;
  readonly methodName: string;
  readonly asMethod: boolean;
  /** What decides in the configuration of `start` whether the runner is replaced behind every answer. */
  readonly condition: PyNode | undefined;
}

/** Gives each handler a path and a method; those between which the worker chooses get one together. */
export function planHandlers(
  worker: Worker,
  layout: Layout,
  surroundings: Surroundings,
  form: Form,
): readonly PlannedHandler[] {
  const { module } = worker;
  if (worker.isChoice) {
    const handler = chosenHandler(worker);
    const condition = refreshCondition(module, handler.start);
    return [{ handler, path: "/", methodName: "run", asMethod: false, condition }];
  }
  const taken = new Set<string>(streamNames(worker));
  return worker.handlers.map((handler, position) => {
    const methodName = freeName(handler.name, (name) => taken.has(name));
    taken.add(methodName);
    const usual = position === 0 ? "/" : `/${handler.name.replaceAll("_", "-")}`;
    const path = surroundings.paths.get(handler.name) ?? usual;
    const asMethod = form === "method" && canBeMethod(worker, layout, handler);
    return { handler, path, methodName, asMethod, condition: refreshCondition(module, handler.start) };
  });
}

/** Methods that a stream is written with. */
export function streamNames({ handlers }: Worker): readonly string[] {
  return handlers.some(({ isGenerator }) => isGenerator) ? ["stream", "generate"] : [];
}

/** A handler becomes a method where nothing but `start` refers to it. */
function canBeMethod(worker: Worker, layout: Layout, handler: Handler): boolean {
  const { definition } = handler;
  if (definition === undefined) return false;
  if (definition.type === "lambda") return true;
  const isTopLevel = outerStatement(definition).parent === worker.module.root;
  if (!isTopLevel || decoratorsOf(definition).length > 0) return false;
  return mentionsOf(worker.module, definition).every((mention) => servesStart(worker, layout, handler, mention));
}

/** Whether a mention of a handler serves the start of the worker alone, or goes with it. */
export function servesStart(worker: Worker, layout: Layout, { start, expression }: Handler, mention: PyNode): boolean {
  return (
    expression.contains(mention) ||
    start.call.contains(mention) ||
    isDropped(layout, mention) ||
    isConfigured(worker, mention)
  );
}

/** `config = {"handler": handler}` served `start` alone. */
function isConfigured({ starts }: Worker, mention: PyNode): boolean {
  return starts.some((start) => start.handler === mention);
}
