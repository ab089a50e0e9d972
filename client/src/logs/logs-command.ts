import { ProgressLocation, window, type Disposable, type OutputChannel, type QuickPickItem } from "vscode";
import type { Credentials } from "../credentials.js";
import { trustedAddress } from "../fal-key.js";
import { t } from "../localize.js";
import { LOG_LANGUAGE } from "../names.js";
import { setting } from "../settings.js";
import { failureOf, showFailure } from "../show-failure.js";
import { formatEntry } from "./log-entry.js";
import { ownerOf, runnersOf, type Platform, type Runner } from "./platform.js";
import { tailLogs, type TailOptions } from "./tail-logs.js";

/** How much of the past is shown to begin with. Milliseconds. */
const PAST = 15 * 60_000;

interface Source extends QuickPickItem {
  readonly filter: TailOptions["filter"];
}

/** Follows the logs of an app or of one of its runners in an output channel. */
export class LogTail implements Disposable {
  readonly #credentials: Credentials;
  #output: OutputChannel | undefined;
  #running: AbortController | undefined;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** Asks whose logs where it is not said, and follows them until another tail begins. */
  async tail(app?: string): Promise<void> {
    const output = (this.#output ??= window.createOutputChannel("fal Logs", LOG_LANGUAGE));
    try {
      const platform = await this.#platform();
      if (platform === undefined) return;
      const source = await chooseSource(platform, app);
      if (source !== undefined) await this.#follow(platform, source, output);
    } catch (error) {
      void showFailure(failureOf(error, output), { output, again: () => this.tail(app) });
    }
  }

  dispose(): void {
    this.#running?.abort();
    this.#output?.dispose();
  }

  async #platform(): Promise<Platform | undefined> {
    const address = trustedAddress("fal.platform.address", setting("platform.address"));
    const restAddress = trustedAddress("fal.platform.restAddress", setting("platform.restAddress"));
    const key = await this.#credentials.keyOrAsk();
    return key === undefined ? undefined : { address, restAddress, key };
  }

  async #follow(platform: Platform, { label, filter }: Source, output: OutputChannel): Promise<void> {
    this.#running?.abort();
    const abort = new AbortController();
    this.#running = abort;
    output.clear();
    output.appendLine(t("Logs of {0}", label));
    output.show(true);
    await tailLogs({
      platform,
      filter,
      since: new Date(Date.now() - PAST),
      signal: abort.signal,
      onEntry: (entry) => {
        output.appendLine(formatEntry(entry));
      },
      onLost: (reason, pause) => {
        output.appendLine(t("The connection was lost ({0}); again in {1} s.", reason, Math.ceil(pause / 1000)));
      },
    });
  }
}

async function chooseSource(platform: Platform, app: string | undefined): Promise<Source | undefined> {
  const options = { location: ProgressLocation.Window, title: t("Asking fal for runners") };
  const [owner, runners] = await window.withProgress(options, () =>
    Promise.all([ownerOf(platform), runnersOf(platform)]),
  );
  if (app !== undefined) return appSource(owner, app);
  const apps = [...new Set(runners.map((runner) => runner.app))].filter((name) => name !== "");
  const sources = [...apps.map((name) => appSource(owner, name)), ...runners.map(runnerSource)];
  if (sources.length === 0) {
    void window.showInformationMessage(t("No runner is up: an app gets one with its first request."));
    return undefined;
  }
  return window.showQuickPick(sources, { title: t("Whose logs?") });
}

function appSource(owner: string, app: string): Source {
  return { label: app, description: t("all runners"), filter: { app_id: `${owner}/${app}` } };
}

function runnerSource({ id, app, state, machine }: Runner): Source {
  const detail = [app, machine, state.toLowerCase()].filter((part) => part !== "").join(", ");
  return { label: id, description: detail, filter: { job_id: id } };
}
