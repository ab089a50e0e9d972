import { commands, env, ProgressLocation, Uri, window, workspace, type Disposable, type Progress } from "vscode";
import { abortSignalOf } from "../abort-signal.js";
import type { AppTarget } from "../app-target.js";
import type { Credentials } from "../credentials.js";
import { falPythonOf } from "../local/interpreter.js";
import { t } from "../localize.js";
import { COMMANDS } from "../names.js";
import { setting } from "../settings.js";
import { failureOf, showFailure } from "../show-failure.js";
import { deployApp, deployEnvironment } from "./deploy-app.js";
import type { Deployment, Stage } from "./deploy-output.js";

/** Deploys with the user's own `fal`, one deployment at a time, and says where the app is then. */
export class Deployer implements Disposable {
  readonly #output = window.createOutputChannel("fal Deploy", "fal-log");
  readonly #credentials: Credentials;
  #running: AbortController | undefined;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  async deploy(target: AppTarget): Promise<void> {
    if (!workspace.isTrusted) {
      void window.showWarningMessage(t("Deploying an app executes its code: trust this workspace first."));
      return;
    }
    if (this.#running !== undefined) {
      void window.showInformationMessage(t("A deployment is running: wait for it, or cancel it."));
      return;
    }
    const abort = new AbortController();
    this.#running = abort;
    try {
      const deployment = await this.#withProgress(target, abort);
      if (deployment !== undefined) void offerAddresses(target.app.class, deployment);
    } catch (error) {
      const again = (): Promise<void> => this.deploy(target);
      void showFailure(failureOf(error, this.#output), { output: this.#output, again });
    } finally {
      this.#running = undefined;
    }
  }

  dispose(): void {
    this.#running?.abort();
    this.#output.dispose();
  }

  #withProgress(target: AppTarget, abort: AbortController): Thenable<Deployment | undefined> {
    const title = t("Deploying {0}", target.app.class);
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    return window.withProgress(options, (progress, token) => {
      abortSignalOf(token, abort);
      return this.#run(target, abort.signal, progress);
    });
  }

  async #run(
    { document, app }: AppTarget,
    signal: AbortSignal,
    progress: Progress<{ message: string }>,
  ): Promise<Deployment | undefined> {
    this.#output.clear();
    const python = await falPythonOf(document.uri);
    const words = stageWords();
    progress.report({ message: words.loading });
    return deployApp({
      python,
      file: document.uri.fsPath,
      class: app.class,
      env: deployEnvironment(process.env, await this.#credentials.key()),
      silenceTimeout: setting("deploy.silenceTimeout", document.uri) * 1000,
      signal,
      onLine: (line) => {
        this.#output.appendLine(line);
      },
      onStage: (stage) => {
        progress.report({ message: words[stage] });
      },
    });
  }
}

function stageWords(): Readonly<Record<Stage, string>> {
  return {
    loading: t("loading the file"),
    building: t("building the environment on fal"),
    starting: t("setting up the runtime"),
  };
}

async function offerAddresses(name: string, { app, playground, sync }: Deployment): Promise<void> {
  const open = t("Open Playground");
  const copy = t("Copy Address");
  const logs = t("Tail Logs");
  const [address] = sync;
  const message = t("{0} is deployed: {1}", name, address ?? app ?? "");
  const buttons = [...(playground === undefined ? [] : [open]), ...(address === undefined ? [] : [copy]), logs];
  const chosen = await window.showInformationMessage(message, ...buttons);
  if (chosen === open && playground !== undefined) await env.openExternal(Uri.parse(playground));
  if (chosen === copy && address !== undefined) await env.clipboard.writeText(address);
  if (chosen === logs) await commands.executeCommand(COMMANDS.tailLogs, app);
}
