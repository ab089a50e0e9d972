import { basename } from "node:path";
import { commands, EventEmitter, ProgressLocation, window, workspace, type Disposable } from "vscode";
import type { AppTarget } from "../app-target.js";
import { FailureError, type Failure } from "../failure.js";
import { t } from "../localize.js";
import { COMMANDS, CONTEXTS } from "../names.js";
import { killGroup } from "../process/child.js";
import { setting } from "../settings.js";
import { applyRemedy, failureOf, showFailure, type RemedyContext } from "../show-failure.js";
import { localEnvironment } from "./environment.js";
import { freePorts } from "./free-ports.js";
import { falPythonOf } from "./interpreter.js";
import { startLocalApp, type LocalApp } from "./local-app.js";
import { startUploader, type Uploader } from "./uploader.js";

/** The app that runs on this machine, or is about to. */
export interface RunningApp {
  readonly file: string;
  readonly class: string;
  /** What its history and drafts are remembered by. */
  readonly key: string;
  readonly address: string;
  readonly isReady: boolean;
  /** Its own OpenAPI document, once it answers. */
  readonly document: unknown;
}

/** Two apps may share a file, and two files a class name. */
export function appKey(file: string, name: string): string {
  return `${file}::${name}`;
}

interface Run extends RunningApp {
  readonly app: LocalApp;
  readonly uploader: Uploader | undefined;
  isReady: boolean;
  document: unknown;
}

/** The one app that runs on this machine, if any: a laptop has room for one model. */
export class LocalTarget implements Disposable {
  readonly output = window.createOutputChannel("fal App");
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #run: Run | undefined;
  #failed: { readonly failure: Failure; readonly context: RemedyContext } | undefined;

  /** Why the last run ended; undefined when it ended as asked, and while one runs. */
  get failure(): Failure | undefined {
    return this.#failed?.failure;
  }

  /** Does what helps against the failure. */
  async remedy(): Promise<void> {
    if (this.#failed !== undefined) await applyRemedy(this.#failed.failure.remedy, this.#failed.context);
  }

  get running(): RunningApp | undefined {
    return this.#run;
  }

  /** Runs an app instead of the one that ran before; false where it did not start, which is said. */
  async run(target: AppTarget): Promise<boolean> {
    if (!workspace.isTrusted) {
      void window.showWarningMessage(t("Running an app executes its code: trust this workspace first."));
      return false;
    }
    try {
      await this.stop();
      const run = await this.#start(target);
      return await this.#untilReady(run, setting("local.startTimeout", target.document.uri));
    } catch (error) {
      const failure = failureOf(error, this.output);
      if (failure.kind !== "stopped") this.#tell(failure, () => this.run(target));
      return false;
    }
  }

  async stop(): Promise<void> {
    await this.#run?.app.stop();
    await this.#run?.app.ended;
  }

  dispose(): void {
    // Nobody waits for a window that closes.
    const pid = this.#run?.app.pid;
    if (pid !== undefined) killGroup(pid);
    void this.#run?.uploader?.close();
    this.#changed.dispose();
    this.output.dispose();
  }

  async #start({ document, app: { class: name } }: AppTarget): Promise<Run> {
    const file = document.uri.fsPath;
    this.output.clear();
    this.#failed = undefined;
    const python = await falPythonOf(document.uri);
    const uploader = await startUploader();
    const [port = 0, metricsPort = 0] = await freePorts(2);
    const app = startLocalApp({
      python,
      file,
      class: name,
      env: localEnvironment(process.env, uploader),
      port,
      metricsPort,
      onLine: (line) => {
        this.output.appendLine(line);
      },
    });
    this.output.appendLine(`$ ${app.command.join(" ")}`);
    const key = appKey(file, name);
    const { address } = app;
    const run: Run = { app, uploader, file, class: name, key, address, isReady: false, document: undefined };
    this.#set(run);
    void this.#watch(run);
    return run;
  }

  /** A person who cancels is told nothing. */
  async #untilReady(run: Run, seconds: number): Promise<boolean> {
    const title = t("Starting {0} of {1}", run.class, basename(run.file));
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    await window.withProgress(options, async (progress, token) => {
      progress.report({ message: t("loading the file, then setup()") });
      token.onCancellationRequested(() => void run.app.stop());
      await within(seconds, run);
    });
    run.document = await documentOf(run.address);
    run.isReady = true;
    this.output.appendLine(t("{0} answers on {1}", run.class, run.address));
    this.#changed.fire();
    return true;
  }

  async #watch(run: Run): Promise<void> {
    const failure = await run.app.ended;
    await run.uploader?.close();
    if (this.#run !== run) return;
    this.#set(undefined);
    this.output.appendLine(t("{0} has ended.", run.class));
    // A failure to start is told by the one who waits for the start.
    if (failure !== undefined && run.isReady) this.#tell(failure, () => commands.executeCommand(COMMANDS.runLocally));
  }

  /** In a message, and for as long as it holds in the panel. */
  #tell(failure: Failure, again: () => unknown): void {
    const context = { output: this.output, again };
    this.#failed = { failure, context };
    this.#changed.fire();
    void showFailure(failure, context);
  }

  #set(run: Run | undefined): void {
    this.#run = run;
    void commands.executeCommand("setContext", CONTEXTS.running, run !== undefined);
    this.#changed.fire();
  }
}

/** Waits for an app, but not for ever: the setting says how long its `setup()` may take. */
async function within(seconds: number, { app, class: name }: Run): Promise<void> {
  const timeout = setTimeout(() => void app.stop(), seconds * 1000);
  const began = Date.now();
  try {
    await app.ready;
  } catch (error) {
    const isLate = Date.now() - began >= seconds * 1000;
    if (!isLate) throw error;
    const message = t("`setup()` of `{0}` took longer than {1} seconds.", name, seconds);
    throw new FailureError({
      kind: "start-timeout",
      message,
      remedy: { kind: "open-settings", setting: "fal.local.startTimeout" },
    });
  } finally {
    clearTimeout(timeout);
  }
}

/** An app that hides its own description can be called all the same. */
async function documentOf(address: string): Promise<unknown> {
  try {
    const response = await fetch(`${address}/openapi.json`, { signal: AbortSignal.timeout(10_000) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
