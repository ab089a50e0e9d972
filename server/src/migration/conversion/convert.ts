import { printApp, type App } from "../../fal/app.js";
import { addImports } from "../../fal/imports.js";
import { printModel } from "../../fal/model.js";
import { definitionOf } from "../../python/functions.js";
import { importSource } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { Rewriter } from "../../python/rewriter.js";
import type { Worker } from "../../runpod/worker.js";
import type { AppReport, Remark } from "../report.js";
import { draftAdapter } from "./handlers/adapter-endpoint.js";
import { tidyBlankLines } from "./module/blank-lines.js";
import type { CodeIndex } from "./code-index.js";
import { configuredRefresh } from "./answers/configured-refresh.js";
import type { EndpointDraft, Surroundings } from "./draft.js";
import { draftEndpoint } from "./handlers/handler-endpoint.js";
import { addSelf, methodText } from "./handlers/handler-method.js";
import { placeClass } from "./module/class-place.js";
import { isHandedOut } from "./handlers/handed-out.js";
import { insertIntoFunction, planImports, type ImportPlan } from "./imports/imports.js";
import { layOut, type Layout } from "./module/layout.js";
import { rewriteLateDefaults } from "./module/late-defaults.js";
import { loadingModule } from "./imports/loading-modules.js";
import { KeptHandlers } from "./handlers/kept-handlers.js";
import { planNames, type NamePlan } from "./module/names.js";
import { planHandlers, streamNames, type Form, type PlannedHandler } from "./handlers/planned-handlers.js";
import { draftRoute } from "./handlers/route-endpoint.js";
import { rewriteOwnPath, rewriteShippedPaths } from "./module/own-path.js";
import { freeName } from "./module/reserved.js";
import { dropRunpod } from "./module/runpod-removal.js";
import type { ConfiguredRefresh } from "./answers/runner-refreshes.js";
import { firstLines } from "./imports/search-path.js";
import { draftSetup } from "./module/setup.js";
import { isStableDefault } from "./input/stable-defaults.js";
import { rewriteStateReferences } from "./module/state-references.js";
import { refuseNamesByText } from "./module/names-by-text.js";
import { ModelImports, refuseTakenNames } from "./imports/taken-names.js";
import { Unsupported } from "./unsupported.js";
import { closeGap } from "./module/statements.js";

export interface ConvertedWorker {
  readonly text: string;
  readonly app: AppReport;
  readonly decisions: readonly Remark[];
  readonly notes: readonly Remark[];
}

/** Writes a worker's App into the worker's own file. Throws `Unsupported` where this form cannot hold it. */
export function convertInFile(
  worker: Worker,
  index: CodeIndex,
  surroundings: Surroundings,
  form: Form,
): ConvertedWorker {
  return new Conversion(worker, index, surroundings, form).run();
}

class Conversion {
  private readonly module: PythonModule;
  private readonly rewriter: Rewriter;
  private readonly layout: Layout;
  private readonly planned: readonly PlannedHandler[];
  private readonly names: NamePlan;
  private readonly imports: ImportPlan;
  private readonly takenMethods: Set<string>;
  private readonly isHandedOut: boolean;
  private readonly keptHandlers: KeptHandlers;

  constructor(
    private readonly worker: Worker,
    private readonly index: CodeIndex,
    private readonly surroundings: Surroundings,
    form: Form,
  ) {
    this.module = worker.module;
    refuseNamesByText(this.module);
    this.rewriter = new Rewriter(this.module.source);
    this.layout = layOut(worker);
    this.isHandedOut = isHandedOut(worker);
    this.planned = planHandlers(worker, this.layout, surroundings, form);
    const methods = new Set(
      this.planned.flatMap(({ asMethod, handler }) =>
        asMethod && handler.definition !== undefined ? [handler.definition] : [],
      ),
    );
    // A choice and a handed-out handler are evaluated where they stand.
    const expressions = new Set(
      worker.isChoice || this.isHandedOut
        ? []
        : this.planned.flatMap(({ asMethod, handler }) => (asMethod ? [] : [handler.expression])),
    );
    const lambdas = new Set([...methods].filter(({ type }) => type === "lambda"));
    const conditions = this.planned.flatMap(({ condition }) => condition ?? []);
    const evaluated = new Set([...expressions, ...lambdas, ...conditions]);
    const reserved = [...this.planned.map(({ methodName }) => methodName), ...streamNames(worker)];
    this.names = planNames(this.module, this.layout, methods, reserved, evaluated);
    this.imports = planImports(
      this.module,
      this.layout,
      this.names.moved,
      evaluated,
      surroundings,
      this.rewriter,
      (name) => loadingModule(index, this.module, name),
    );
    this.takenMethods = new Set([
      ...this.names.methods.values(),
      ...this.names.attributes.values(),
      ...this.planned.map(({ methodName }) => methodName),
    ]);
    this.keptHandlers = new KeptHandlers(worker, this.layout, this.rewriter, this.imports, (wanted) =>
      this.freeMethod(wanted),
    );
  }

  run(): ConvertedWorker {
    rewriteStateReferences(this.module, this.names, this.rewriter);
    rewriteOwnPath(this.module, this.layout, this.names.moved, this.rewriter);
    rewriteShippedPaths(this.module, this.surroundings.shippedPaths, this.rewriter);
    rewriteLateDefaults(this.module, this.names.lateDefaults, this.rewriter);
    this.placeImports();
    for (const { statement } of this.names.hoisted) closeGap(this.module, this.rewriter, statement);
    dropRunpod(this.worker, this.layout, this.rewriter, this.isHandedOut);
    const drafts = this.planned.map((planned) => this.draft(planned));
    const helpers = [...this.names.methods].map(([definition, name]) => this.helperMethod(definition, name));
    const { method: setup, moved } = draftSetup(
      this.module,
      this.layout,
      this.names,
      this.imports.setup,
      firstLines(this.surroundings, this.module.path).lines,
      this.keptHandlers.setupLines,
      this.rewriter,
    );
    const app = this.app([
      ...(setup === undefined ? [] : [setup]),
      ...helpers.filter((text) => text.trim() !== ""),
      ...drafts.flatMap(({ methods }) => methods),
    ]);
    for (const span of moved) this.rewriter.delete(span);
    placeClass(this.module, this.rewriter, this.planned, this.names.methods, this.classText(drafts, app));
    return this.finish(drafts, app);
  }

  private placeImports(): void {
    const endpoints = new Set(
      this.planned.flatMap(({ handler, asMethod, condition }) => [
        ...(asMethod && handler.definition !== undefined ? [handler.definition] : [handler.expression]),
        ...(condition === undefined ? [] : [condition]),
      ]),
    );
    for (const [definition, lines] of this.imports.inFunctions) {
      if (!endpoints.has(definition)) insertIntoFunction(this.module, this.rewriter, definition, lines, []);
    }
  }

  private draft(planned: PlannedHandler): EndpointDraft {
    const { handler, asMethod } = planned;
    return asMethod && handler.definition !== undefined
      ? this.draftMethod(planned, handler.definition)
      : this.draftAdapter(planned);
  }

  /** Behind which answers the runner is replaced, and the imports without which that cannot be told. */
  private refreshOf({ handler, condition }: PlannedHandler): {
    readonly refresh: ConfiguredRefresh;
    readonly imports: readonly string[];
  } {
    return {
      refresh: configuredRefresh(this.module, handler.start, (node) => this.rewriter.render(node)),
      imports: condition === undefined ? [] : (this.imports.inFunctions.get(condition) ?? []),
    };
  }

  private draftMethod(planned: PlannedHandler, definition: PyNode): EndpointDraft {
    const { handler, path, methodName } = planned;
    const { refresh, imports } = this.refreshOf(planned);
    const needed = this.imports.inFunctions.get(definition) ?? [];
    if (this.surroundings.routes.has(handler.name))
      return draftRoute(this.module, this.rewriter, definition, path, methodName, needed);
    const prefix = classPrefix(planned);
    return draftEndpoint({
      module: this.module,
      index: this.index,
      rewriter: this.rewriter,
      surroundings: this.surroundings,
      handler,
      definition,
      path,
      methodName,
      inputName: this.freeModuleName(`${prefix}Input`),
      outputName: this.freeModuleName(`${prefix}Output`),
      imports: [...new Set([...needed, ...imports])],
      refresh,
      isStableDefault: (node) => isStableDefault(this.module, this.layout, this.names, node, definition),
      isModuleName: (node) => this.isModuleName(node, needed),
      freeMethod: (wanted) => this.freeMethod(wanted),
    });
  }

  /** Whether a name means in any function of the file what it means in the handler, whose imports are given. */
  private isModuleName(node: PyNode, imports: readonly string[]): boolean {
    const binding = this.module.scopes.bindingOf(node);
    const definition = definitionOf(this.module, node);
    const isMoved = binding !== undefined && this.names.attributes.has(binding);
    const isMethod = definition !== undefined && this.names.methods.has(definition);
    return !isMoved && !isMethod && !imports.some((line) => line.split(/\W+/).includes(node.text));
  }

  private draftAdapter(planned: PlannedHandler): EndpointDraft {
    const { handler, path, methodName } = planned;
    if (this.surroundings.routes.size > 0)
      throw new Unsupported("flash-endpoint", handler.expression, "other code calls the function of a route");
    const { refresh, imports } = this.refreshOf(planned);
    const kept = this.keptHandlers.keep(planned);
    return draftAdapter({
      module: this.module,
      index: this.index,
      surroundings: this.surroundings,
      handler,
      callee: kept.callee,
      imports: [...new Set([...kept.imports, ...imports])],
      refresh,
      calleeOf: (mention) => this.rewriter.render(mention),
      path,
      methodName,
      inputName: this.freeModuleName(`${classPrefix(planned)}Input`),
      freeMethod: (wanted) => this.freeMethod(wanted),
      indent: this.module.indent,
      isModuleBridge: false,
    });
  }

  private freeMethod(wanted: string): string {
    const name = freeName(wanted, (candidate) => this.takenMethods.has(candidate));
    this.takenMethods.add(name);
    return name;
  }

  private freeModuleName(wanted: string): string {
    let name = wanted;
    while (this.module.scopes.module.bindings.has(name)) name = `App${name}`;
    return name;
  }

  private helperMethod(definition: PyNode, name: string): string {
    addSelf(this.rewriter, definition, name);
    return methodText(this.module, this.rewriter, definition);
  }

  private app(methods: readonly string[]): App {
    const { className, appName, options, machineType, gpuCount, requirements, appFiles, contextFolder } =
      this.surroundings;
    const localModules = this.imports.kept
      .filter(({ module }) => this.module.isLocal(module.split(".")[0] ?? ""))
      .map(({ module }) => module.split(".")[0] ?? "");
    return {
      className,
      appName,
      options,
      machineType,
      gpuCount,
      requirements,
      appFiles,
      contextFolder,
      localModules: [...new Set(localModules)],
      methods,
    };
  }

  private classText(drafts: readonly EndpointDraft[], app: App): string {
    const pydantic = new ModelImports(
      this.module,
      drafts.flatMap((draft) => draft.imports),
    );
    const models = drafts
      .flatMap((draft) => draft.models)
      .map((model) => pydantic.rename(printModel(model, this.module.indent)));
    const definitions = new Map(drafts.flatMap((draft) => [...draft.definitions]));
    return [...definitions.values(), ...models, printApp(app, this.module.indent)].join("\n\n\n");
  }

  private finish(drafts: readonly EndpointDraft[], app: App): ConvertedWorker {
    const needed = [...drafts.flatMap((draft) => draft.imports), ...this.names.hoisted.map(importSource)];
    needed.push(...firstLines(this.surroundings, this.module.path).imports);
    if (this.imports.setup.some(({ source }) => source.startsWith("importlib."))) needed.push("import importlib");
    refuseTakenNames(this.module, needed);
    this.rewriter.closeGaps();
    const body = tidyBlankLines(this.rewriter.render({ start: 0, end: this.module.source.length }));
    const imports = new ModelImports(this.module, needed).imports([...new Set(needed)]);
    const text = tidyBlankLines(addImports(body, imports, "\n"));
    const state = [...this.names.globals].map((binding) => ({
      kind: "state" as const,
      line: this.lineOf(binding.references[0]?.node),
    }));
    return {
      text: text.endsWith("\n") ? text : `${text}\n`,
      app: {
        class: app.className,
        name: app.appName,
        file: this.module.path,
        endpoints: drafts.flatMap((draft) => draft.endpoints),
        bridges: [...drafts.flatMap((draft) => draft.bridges), ...state],
      },
      decisions: drafts.flatMap((draft) => draft.decisions),
      notes: drafts.flatMap((draft) => draft.notes),
    };
  }

  private lineOf(node: PyNode | undefined): number {
    return node === undefined ? 1 : this.module.line(node);
  }
}

/** What tells the models of a further endpoint from those of the first. */
function classPrefix({ path, handler }: PlannedHandler): string {
  return path === "/" ? "" : attributeClass(handler.name);
}

function attributeClass(name: string): string {
  return name
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
