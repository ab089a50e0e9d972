import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { isMainGuard } from "../../../python/module-statements.js";
import {
  assignedName,
  decoratorsOf,
  keywordArgument,
  positionalArguments,
  statementsOf,
  undecorated,
} from "../../../python/queries.js";
import { Rewriter, wholeLines } from "../../../python/rewriter.js";
import type { ImportedName } from "../../../python/imports.js";
import { removeImports } from "../../local/runpod-imports.js";
import { lineEnd, lineStart } from "../../../python/lines.js";
import type { Span } from "../../../python/span.js";
import { definitionOf } from "../../../python/functions.js";
import { stringValue } from "../../../python/literals.js";
import { isStartCode, startLine } from "./server-start.js";
import { declaredEndpoints } from "./declarations.js";
import type { EquivalentWorker } from "./equivalent-worker.js";
import { routesOf } from "./routes.js";
import { NO_SETTINGS, type SettingRemark } from "./settings.js";

const RULE = "load-balancer";

/** What a FastAPI server of a load-balancing worker consists of. */
interface Server {
  /** The assignment `app = FastAPI(…)`. */
  readonly creation: PyNode;
  readonly call: PyNode;
  readonly name: PyNode;
}

/**
 * A FastAPI server behind RunPod's load balancer, as a worker whose handlers are its routes: fal's endpoints are
 * FastAPI's too, so that parameters, models and errors mean the same. Undefined where the server does more than answer
 * POST and GET routes of its own.
 */
export function equivalentOfServer(module: PythonModule): EquivalentWorker | undefined {
  const server = readServer(module);
  const routes = declaredEndpoints(module).filter(({ name }) => name.startsWith("fastapi.FastAPI()"));
  if (server === undefined || routes.length === 0 || mentionsApp(module)) return undefined;
  if (routes.some(({ definition }) => decoratorsOf(definition).length !== 1)) return undefined;
  const registered = routesOf(module, RULE, routes);
  const start = startCode(module, server);
  if (registered === undefined || start === undefined) return undefined;
  const others = module.root.namedChildren.filter(
    (node) => isMainGuard(node) || isStartCode(module, node, server.name),
  );
  const middleware = module.root.namedChildren.filter((node) => isCrossOrigin(module, node, server.name));
  const removed = [
    server.creation,
    ...others,
    ...middleware,
    ...start.removed,
    ...registered.removed,
    ...routes.map(({ decorator }) => decorator),
  ];
  const references = module.scopes.bindingOf(server.name)?.references ?? [];
  if (references.some(({ node }) => !removed.some((gone) => gone.contains(node)))) return undefined;
  const rewriter = new Rewriter(module.source);
  for (const node of removed) rewriter.delete(wholeLines(module.source, node));
  for (const { span, text } of start.replaced) rewriter.replace(span, text);
  for (const { span, parts } of removeImports(module, orphanedImports(module, removed)))
    rewriter.replace(span, ...parts);
  rewriter.insert(0, "import runpod\n");
  const kept = rewriter.render({ start: 0, end: module.source.length }).trimEnd();
  const remarks = [...registered.remarks, ...start.remarks, ...serverRemarks(server)];
  const { routes: names, paths } = registered;
  return {
    text: `${kept}\n\n\n${start.text}${registered.text}`,
    settings: { ...NO_SETTINGS, routes: names, paths, remarks },
  };
}

/** Imports that only what goes has used. */
function orphanedImports(module: PythonModule, removed: readonly PyNode[]): readonly ImportedName[] {
  return module.names.imports.filter(({ local }) => {
    const references = module.scopes.module.bindings.get(local)?.references ?? [];
    const reads = references.filter(({ role }) => role === "read");
    return reads.length > 0 && reads.every(({ node }) => removed.some((gone) => gone.contains(node)));
  });
}

function serverRemarks(server: Server): readonly SettingRemark[] {
  const reason =
    "The server's routes are endpoints of a `fal.App`, by POST alone; fal starts the server and asks for its health itself, so `/ping` and `uvicorn.run` go. Callers send `Authorization: Key …` to `https://fal.run/owner/app/path`.";
  return [{ kind: "note", rule: RULE, at: server.creation, reason }];
}

/** `app = FastAPI(…)` with nothing in it that changes how routes answer. */
function readServer(module: PythonModule): Server | undefined {
  for (const creation of module.root.namedChildren) {
    const assignment = creation.namedChildren[0];
    const call = assignment?.type === "assignment" ? assignment.field("right") : undefined;
    const name = assignment === undefined ? undefined : assignedName(assignment);
    const callee = call?.type === "call" ? call.field("function") : undefined;
    if (name === undefined || callee === undefined || call === undefined) continue;
    if (module.names.of(callee) !== "fastapi.FastAPI") continue;
    const given = call.field("arguments")?.namedChildren ?? [];
    return given.every((argument) => HARMLESS.has(argument.field("name")?.text ?? ""))
      ? { creation, call, name }
      : undefined;
  }
  return undefined;
}

const HARMLESS = new Set([
  "title",
  "version",
  "description",
  "summary",
  "docs_url",
  "redoc_url",
  "openapi_url",
  "debug",
  "lifespan",
]);

/** The server itself, as its routes may get at it: `request.app.state`. */
function mentionsApp(module: PythonModule): boolean {
  return /\.app\.state\b|\bapp\.state\b/.test(module.source);
}

/** fal's server answers every origin already. */
function isCrossOrigin(module: PythonModule, statement: PyNode, app: PyNode): boolean {
  const call = statement.namedChildren[0];
  const callee = call?.type === "call" ? call.field("function") : undefined;
  if (callee?.field("object")?.text !== app.text || callee.field("attribute")?.text !== "add_middleware") return false;
  const middleware = call === undefined ? undefined : positionalArguments(call)[0];
  return middleware !== undefined && (module.names.of(middleware) ?? "").endsWith(".CORSMiddleware");
}

interface StartCode {
  readonly text: string;
  readonly removed: readonly PyNode[];
  readonly replaced: readonly { readonly span: Span; readonly text: string }[];
  readonly remarks: readonly SettingRemark[];
}

/** What ran when the server started, as calls at module level; undefined where it cannot be told. */
function startCode(module: PythonModule, server: Server): StartCode | undefined {
  const events = eventFunctions(module, server.name);
  const lifespan = keywordArgument(server.call, "lifespan");
  const opened = lifespan === undefined ? NOTHING : openedLifespan(module, lifespan);
  if (events === undefined || opened === undefined) return undefined;
  const lines = [...events.text, ...(opened.text === "" ? [] : [opened.text])];
  const imports = lines.some((line) => line.startsWith("asyncio.")) ? "import asyncio\n\n" : "";
  return {
    text: lines.length === 0 ? "" : `${imports}${lines.join("")}\n\n`,
    removed: [...events.removed, ...opened.removed],
    replaced: opened.replaced,
    remarks: [...events.remarks, ...opened.remarks],
  };
}

const NOTHING: StartCode = { text: "", removed: [], replaced: [], remarks: [] };

/** `@app.on_event("startup")` functions, called in their order; those for the end are left to a person. */
function eventFunctions(
  module: PythonModule,
  app: PyNode,
):
  | {
      readonly text: readonly string[];
      readonly removed: readonly PyNode[];
      readonly remarks: readonly SettingRemark[];
    }
  | undefined {
  const text: string[] = [];
  const removed: PyNode[] = [];
  const remarks: SettingRemark[] = [];
  for (const statement of module.root.namedChildren) {
    const definition = undecorated(statement);
    const [decorator, ...others] = definition === statement ? [] : decoratorsOf(definition);
    const call = decorator?.namedChildren[0];
    const callee = call?.type === "call" ? call.field("function") : undefined;
    if (decorator === undefined || call === undefined || callee?.text !== `${app.text}.on_event`) continue;
    if (others.length > 0) return undefined;
    if (stringValue(positionalArguments(call)[0]) === "startup") {
      text.push(startLine(definition));
      removed.push(decorator);
    } else {
      removed.push(statement);
      remarks.push({ kind: "decision", rule: RULE, at: statement, reason: TEARDOWN });
    }
  }
  return { text, removed, remarks };
}

const TEARDOWN =
  "What ran when the server stopped is left out: write it into `teardown()` of the app, where it matters.";

/** A lifespan function up to its `yield` is what ran at the start. */
function openedLifespan(module: PythonModule, lifespan: PyNode): StartCode | undefined {
  const definition = lifespan.type === "identifier" ? definitionOf(module, lifespan) : undefined;
  const statements = statementsOf(definition?.field("body"));
  const index = statements.findIndex((node) => node.namedChildren[0]?.type === "yield");
  const [pause, ...after] = index < 0 ? [] : statements.slice(index);
  const end = statements.at(-1);
  if (definition === undefined || pause === undefined || end === undefined) return undefined;
  if (pause.namedChildren[0]?.namedChildren.length !== 0) return undefined;
  const parameter = definition.field("parameters")?.namedChildren[0]?.text ?? "";
  const usesApp = statements
    .slice(0, index)
    .some((node) => new RegExp(`\\b${parameter.split(":")[0] ?? ""}\\.`).test(node.text));
  if (usesApp) return undefined;
  return {
    text: startLine(definition, "None"),
    removed: decoratorsOf(definition),
    replaced: [
      index === 0
        ? { span: { start: pause.start, end: end.end }, text: "pass" }
        : { span: { start: lineStart(module.source, pause.start), end: lineEnd(module.source, end.end) }, text: "" },
    ],
    remarks: after.length === 0 ? [] : [{ kind: "decision", rule: RULE, at: after[0], reason: TEARDOWN }],
  };
}
