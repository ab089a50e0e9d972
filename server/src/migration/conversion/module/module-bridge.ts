import { printApp } from "../../../fal/app.js";
import { addImports } from "../../../fal/imports.js";
import { printModel } from "../../../fal/model.js";
import { indentationAt, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { statementOf } from "../../../python/queries.js";
import { Rewriter, wholeLines } from "../../../python/rewriter.js";
import type { Handler, Worker } from "../../../runpod/worker.js";
import type { ChangedFile } from "../../engine.js";
import type { AppReport, Remark } from "../../report.js";
import type { Workspace } from "../../workspace.js";
import { draftAdapter } from "../handlers/adapter-endpoint.js";
import { tidyBlankLines } from "./blank-lines.js";
import type { CodeIndex } from "../code-index.js";
import { configuredRefresh, fromOutside } from "../answers/configured-refresh.js";
import type { EndpointDraft, Surroundings } from "../draft.js";
import { dropNestedImports } from "./runpod-removal.js";
import { layOut } from "./layout.js";
import { dropOrphanImports } from "../imports/orphans.js";
import { rewriteRelativeImports } from "../imports/relative-imports.js";
import { rewriteShippedPaths } from "./own-path.js";
import { freeName } from "./reserved.js";
import { settleValidator } from "../input/settle-validator.js";
import { firstLines } from "../imports/search-path.js";
import { needsFal } from "../imports/shipped-imports.js";
import { Unsupported } from "../unsupported.js";
import { closeGap, droppedSpan } from "./statements.js";
import { FOR_ITS_WORK } from "../imports/loading-modules.js";

export interface BridgedWorker {
  readonly files: readonly ChangedFile[];
  readonly app: AppReport;
  readonly decisions: readonly Remark[];
  readonly notes: readonly Remark[];
}

/** The last rung: the worker stays a module, without RunPod, and an App beside it imports it in `setup()`. */
export function convertByModule(
  workspace: Workspace,
  worker: Worker,
  index: CodeIndex,
  surroundings: Surroundings,
): BridgedWorker {
  if (surroundings.routes.size > 0)
    throw new Unsupported("flash-endpoint", undefined, "routes cannot stay in a module of their own");
  const { module } = worker;
  const stem = module.path.split("/").at(-1)?.replace(/\.py$/, "") ?? "worker";
  const folder = module.path.includes("/") ? `${module.path.slice(0, module.path.lastIndexOf("/"))}/` : "";
  const appPath = folder + freeFile(workspace, folder, stem);
  const kept = keepModule(worker, surroundings);
  const drafts = draftHandlers(worker, index, surroundings, kept.names);
  const own =
    surroundings.contextFolder === undefined ? `${stem}.py` : pathFromContext(module.path, surroundings.contextFolder);
  const appFiles = [...new Set([own, ...surroundings.appFiles])];
  const isImportable = /^[A-Za-z_]\w*$/.test(stem);
  const place = firstLines(surroundings, module.path);
  const setup = setupOf(stem, isImportable, place.lines);
  const definitions = new Map(drafts.flatMap((draft) => [...draft.definitions]));
  const app = printApp(
    {
      ...surroundings,
      requirements: [...new Set([...surroundings.requirements, ...(needsFal(module) ? ["fal"] : [])])],
      appFiles,
      localModules: [],
      methods: [setup, ...drafts.flatMap(({ methods }) => methods)],
    },
    "    ",
  );
  const models = drafts.flatMap((draft) => draft.models).map((model) => printModel(model, "    "));
  const body = [...definitions.values(), ...models, app].join("\n\n\n");
  const imports = [
    ...drafts.flatMap((draft) => draft.imports),
    ...(isImportable ? [] : ["import importlib"]),
    ...place.imports,
  ];
  const head = addImports("", [...new Set(imports)], "\n");
  return {
    files: [
      { path: module.path, text: settleValidator(module, dropOrphanImports(module, kept.text)) },
      { path: appPath, text: tidyBlankLines(`${head}\n\n${body}\n`) },
    ],
    app: {
      class: surroundings.className,
      name: surroundings.appName,
      file: appPath,
      endpoints: drafts.flatMap((draft) => draft.endpoints),
      bridges: drafts.flatMap((draft) => draft.bridges),
    },
    decisions: [],
    notes: drafts.flatMap((draft) => draft.notes),
  };
}

function draftHandlers(
  worker: Worker,
  index: CodeIndex,
  surroundings: Surroundings,
  names: readonly string[],
): readonly EndpointDraft[] {
  const taken = new Set<string>(["worker"]);
  return worker.handlers.map((handler, position) => {
    const methodName = freeName(handler.name, (name) => taken.has(name));
    taken.add(methodName);
    return draftAdapter({
      module: worker.module,
      index,
      surroundings,
      handler,
      callee: `self.worker.${names[position] ?? handler.name}`,
      calleeOf: (mention) => `self.worker.${mention.text}`,
      path: position === 0 ? "/" : `/${handler.name.replaceAll("_", "-")}`,
      methodName,
      inputName: position === 0 ? "Input" : `Input${String(position + 1)}`,
      imports: [],
      freeMethod: (wanted) => freeName(wanted, (name) => taken.has(name)),
      indent: "    ",
      isModuleBridge: true,
      refresh: configuredRefresh(worker.module, handler.start, (node) =>
        fromOutside(worker.module, node, "self.worker"),
      ),
    });
  });
}

function setupOf(stem: string, isImportable: boolean, paths: readonly string[]): string {
  const load = isImportable
    ? [`import ${stem}  ${FOR_ITS_WORK}`, "", `self.worker = ${stem}`]
    : [`self.worker = importlib.import_module("${stem}")`];
  const lines = [...paths, ...load].map((line) => (line === "" ? "" : `        ${line}`));
  return ["    def setup(self) -> None:", ...lines].join("\n");
}

/** The worker's path as seen from a folder some levels above its own. */
function pathFromContext(path: string, contextFolder: string): string {
  const levels = contextFolder.split("/").filter((part) => part === "..").length;
  return path
    .split("/")
    .slice(-1 - levels)
    .join("/");
}

function freeFile(workspace: Workspace, folder: string, stem: string): string {
  const paths = workspace.paths();
  const isTaken = (name: string): boolean =>
    paths.some((path) => path === `${folder}${name}.py` || path.startsWith(`${folder}${name}/`));
  const name = ["app", "fal_app", `${stem}_app`].find((candidate) => !isTaken(candidate) && candidate !== stem);
  return `${name ?? `${stem}_fal_app`}.py`;
}

/** The module minus RunPod, and the name under which it offers each handler. */
function keepModule(
  worker: Worker,
  { ownPackage, shippedPaths }: Surroundings,
): { readonly text: string; readonly names: readonly string[] } {
  const { module } = worker;
  const rewriter = new Rewriter(module.source);
  const layout = layOut(worker);
  const names = worker.handlers.map((handler) => handlerName(module, handler));
  for (const { node, place, kind } of layout.statements) {
    if (place === "drop" && kind !== "future-import") rewriter.delete(droppedSpan(module, node));
  }
  for (const start of worker.starts)
    if (start.enclosing !== undefined) returnHandler(module, rewriter, worker, start.call);
  dropNestedImports(module, rewriter);
  rewriteRelativeImports(module, ownPackage, rewriter, () => true);
  rewriteShippedPaths(module, shippedPaths, rewriter);
  for (const shell of layout.shells) openShell(module, rewriter, shell, worker);
  const assigned = worker.handlers.flatMap((handler, position) => {
    const name = names[position];
    const isLocal = handler.start.enclosing !== undefined && handler.definition === undefined;
    return name === handler.expression.text || name === undefined || isLocal
      ? []
      : [`${name} = ${handler.expression.text}\n`];
  });
  rewriter.closeGaps();
  const text = rewriter.render({ start: 0, end: module.source.length });
  return { text: tidyBlankLines(`${text}\n\n${assigned.join("")}`), names };
}

function handlerName(module: PythonModule, { expression, name }: Handler): string {
  if (expression.type === "identifier") return expression.text;
  let free = name;
  while (module.scopes.module.bindings.has(free)) free += "_";
  return free;
}

/** Inside a function the handler may be a name of that function: it is handed out instead of started. */
function returnHandler(module: PythonModule, rewriter: Rewriter, worker: Worker, call: PyNode): void {
  const handler = worker.handlers.find(({ start }) => start.call === call);
  if (handler === undefined || handler.definition !== undefined) {
    closeGap(module, rewriter, statementOf(call));
    return;
  }
  rewriter.replace(statementOf(call), `return ${handler.expression.text}`);
  const enclosing = handler.start.enclosing?.field("name")?.text;
  for (const node of module.root.walk()) {
    const callee = node.type === "call" ? node.field("function") : undefined;
    const name = callee?.field("attribute")?.text ?? callee?.text;
    const isOutside = node.ancestor("function_definition") === undefined;
    const isCall = name === enclosing && isOutside && node.parent?.type === "expression_statement";
    if (isCall) rewriter.insert(node.start, `${handlerName(module, handler)} = `);
  }
}

/** What stood under `if __name__ == "__main__":` before the start runs whenever the module is loaded. */
function openShell(module: PythonModule, rewriter: Rewriter, shell: PyNode, worker: Worker): void {
  const block = shell.field("consequence") ?? shell.field("body");
  const first = block?.namedChildren[0];
  const last = block?.namedChildren.filter((node) => !worker.starts.some(({ call }) => node.contains(call))).at(-1);
  if (block === undefined || first === undefined || last === undefined) {
    rewriter.delete(wholeLines(module.source, shell));
    return;
  }
  const inner = rewriter.render(block);
  const text = reindent(
    indentationAt(module.source, first.start) + inner,
    indentationAt(module.source, first.start),
    indentationAt(module.source, shell.start),
  );
  rewriter.replace(shell, text.trim());
}
