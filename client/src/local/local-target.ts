import { commands, EventEmitter, ProgressLocation, Uri, window, workspace, type Disposable } from "vscode";
import type { AppTarget } from "../app-target.js";
import type { Failure } from "../failure.js";
import { CONTEXTS } from "../names.js";
import { setting } from "../settings.js";
import { failureOfError, showFailure } from "../show-failure.js";
import { abortSignalOf } from "../abort-signal.js";
import { findFal, type FalCommand } from "./fal-command.js";
import { interpreterSources } from "./interpreter.js";
import { LocalApp } from "./local-app.js";

/** The one app that runs on this machine, if any: a GPU or a laptop has room for one model. */
export class LocalTarget implements Disposable {
  readonly output = window.createOutputChannel("fal App");
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #app: LocalApp | undefined;
  #starting: AbortController | undefined;

  get app(): LocalApp | undefined {
    return this.#app;
  }

  get isStarting(): boolean {
    return this.#starting !== undefined;
  }

  /** Runs an app instead of the one that ran before; undefined where it did not start, which is said. */
  async run(target: AppTarget): Promise<LocalApp | undefined> {
    if (!workspace.isTrusted) {
      void window.showWarningMessage("Running an app executes its code: trust this workspace first.");
      return undefined;
    }
    await this.stop();
    let command: FalCommand | undefined;
    try {
      command = findFal(await interpreterSources(target.document.uri));
      return await this.#start(target, command);
    } catch (error) {
      if (this.#wasStopped(error)) return undefined;
      const python = command?.python ?? interpreterOf(target.document.uri);
      void this.#tell(failureOfError(error, this.output), python, target);
      return undefined;
    }
  }

  async stop(): Promise<void> {
    this.#starting?.abort();
    await this.#app?.stop();
  }

  dispose(): void {
    this.#starting?.abort();
    this.#app?.kill();
    this.#changed.dispose();
    this.output.dispose();
  }

  async #start({ document, app }: AppTarget, { fal, python }: FalCommand): Promise<LocalApp> {
    const abort = new AbortController();
    this.#starting = abort;
    this.#changed.fire();
    this.output.clear();
    this.output.appendLine(`${app.class} of ${document.fileName}, with ${python}`);
    const options = {
      fal,
      file: document.uri.fsPath,
      class: app.class,
      startTimeout: setting("local.startTimeout", document.uri) * 1000,
      signal: abort.signal,
      onLine: (line: string): void => {
        this.output.appendLine(readable(line));
      },
    };
    const title = `Starting ${app.class}`;
    try {
      const started = await window.withProgress(
        { location: ProgressLocation.Notification, title, cancellable: true },
        (progress, token) => {
          abortSignalOf(token, abort);
          progress.report({ message: "loading the file and running setup()" });
          return LocalApp.start(options);
        },
      );
      this.#watch(started);
      return started;
    } finally {
      if (this.#starting === abort) this.#starting = undefined;
      this.#changed.fire();
    }
  }

  #watch(app: LocalApp): void {
    this.#app = app;
    void commands.executeCommand("setContext", CONTEXTS.running, true);
    void app.ended.then(({ code, signal }) => {
      if (this.#app !== app) return;
      this.#app = undefined;
      this.output.appendLine(`${app.class} has ended (${signal ?? `exit code ${String(code)}`}).`);
      void commands.executeCommand("setContext", CONTEXTS.running, false);
      this.#changed.fire();
    });
  }

  #wasStopped(error: unknown): boolean {
    return error instanceof DOMException && error.name === "AbortError";
  }

  #tell(failure: Failure, python: string | undefined, target: AppTarget): Promise<void> {
    return showFailure(failure, { output: this.output, python, again: () => this.run(target) });
  }
}

function interpreterOf(file: Uri): string | undefined {
  const python = setting("python.interpreter", file);
  return python === "" ? undefined : python;
}

/** fal lists every installed package in one line of many thousand characters. */
function readable(line: string): string {
  return line.startsWith("[debug] Python packages installed:") && line.length > 200 ? `${line.slice(0, 200)} …` : line;
}
