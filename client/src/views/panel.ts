import { basename } from "node:path";
import { commands, env, window, workspace, type Disposable, type Memento, type Uri } from "vscode";
import type { Endpoint, JsonObject, JsonValue, PanelState, SnippetKind } from "../../webview/protocol.js";
import { endpointsOfDocument, endpointsOfOutline } from "../invoke/endpoints.js";
import { History } from "../invoke/history.js";
import { invoke } from "../invoke/invoke.js";
import { isObject } from "../invoke/json.js";
import { SAMPLE_FILE, sampleInput } from "../invoke/sample.js";
import { snippet } from "../invoke/snippets.js";
import type { Language } from "../language-client.js";
import type { LocalTarget } from "../local/local-target.js";
import { COMMANDS, VIEWS } from "../names.js";
import { setting } from "../settings.js";
import { remedyLabel } from "../show-failure.js";
import { PanelView } from "./panel-view.js";
import { shownApp, type ShownApp } from "./shown-app.js";

/** The endpoint panel: shows the app that runs, else the one of the open file, and calls it. */
export class Panel implements Disposable {
  readonly #language: Language;
  readonly #local: LocalTarget;
  readonly #view: PanelView;
  readonly #history: History;
  readonly #listeners: readonly Disposable[];
  #request: AbortController | undefined;
  #requests = 0;
  #lastAnswer = "";
  /** States overtake each other while they are gathered; only the newest is shown. */
  #turn = 0;

  constructor(extension: Uri, language: Language, local: LocalTarget, memory: Memento) {
    this.#language = language;
    this.#local = local;
    this.#history = new History(memory, () => setting("panel.history"));
    this.#view = new PanelView(extension, {
      ready: () => this.#refresh(),
      send: ({ path, body }) => this.#send(path, body),
      cancel: () => this.#request?.abort(),
      run: () => commands.executeCommand(COMMANDS.runLocally),
      stop: () => commands.executeCommand(COMMANDS.stopLocally),
      remedy: () => local.remedy(),
      showOutput: () => commands.executeCommand(COMMANDS.showOutput),
      migrate: () => commands.executeCommand(COMMANDS.migrate),
      copy: ({ as, path, body }) => this.#copy(as, path, body),
      copyAnswer: () => env.clipboard.writeText(this.#lastAnswer),
      openAnswer: () => openText(this.#lastAnswer),
      repeat: ({ entry }) => {
        this.#repeat(entry);
      },
      clearHistory: () => this.#clearHistory(),
    });
    this.#listeners = this.#listen(() => void this.#refresh());
  }

  dispose(): void {
    this.#request?.abort();
    for (const listener of this.#listeners) listener.dispose();
  }

  #listen(refresh: () => void): readonly Disposable[] {
    return [
      window.registerWebviewViewProvider(VIEWS.panel, this.#view),
      this.#local.onDidChange(refresh),
      window.onDidChangeActiveTextEditor(refresh),
      workspace.onDidGrantWorkspaceTrust(refresh),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.languageId === "python") refresh();
      }),
    ];
  }

  async #refresh(): Promise<void> {
    if (!this.#view.isListening) return;
    const turn = (this.#turn += 1);
    const state = await this.#state();
    if (turn === this.#turn) this.#view.post("state", state);
  }

  async #state(): Promise<PanelState> {
    const app = await shownApp(this.#language, this.#local);
    const { failure, running } = this.#local;
    return {
      app: app && {
        key: app.key,
        class: app.class,
        file: basename(app.uri.path),
        address: running?.isReady === true ? running.address : undefined,
      },
      phase: running === undefined ? "stopped" : running.isReady ? "running" : "starting",
      failure: failure && { message: failure.message, cause: failure.cause, remedy: remedyLabel(failure.remedy) },
      endpoints: app === undefined ? [] : await endpointsOf(app, this.#local),
      history: app === undefined ? [] : this.#history.of(app.key),
      trusted: workspace.isTrusted,
    };
  }

  async #send(path: string, body: JsonValue): Promise<void> {
    if (this.#local.running?.isReady !== true) await commands.executeCommand(COMMANDS.runLocally);
    const { running } = this.#local;
    if (running?.isReady !== true) return;
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    const id = (this.#requests += 1);
    this.#view.post("started", { id });
    const { answer, raw } = await invoke({
      address: running.address,
      path,
      body,
      signal: request.signal,
      onEvent: (index, data, media) => {
        this.#view.post("event", { id, index, data, media });
      },
    });
    this.#lastAnswer = raw;
    if (id === this.#requests) this.#view.post("answer", { id, answer });
    await this.#history.add(running.key, path, body, answer);
    await this.#refresh();
  }

  async #copy(kind: SnippetKind, path: string, body: JsonValue): Promise<void> {
    const address = this.#local.running?.address ?? "http://127.0.0.1:8080";
    await env.clipboard.writeText(snippet(kind, address + path, body));
  }

  #repeat(entry: number): void {
    const request = this.#history.bodyOf(entry);
    if (request !== undefined && isObject(request.body)) {
      this.#view.post("fill", { path: request.path, body: request.body });
    }
  }

  async #clearHistory(): Promise<void> {
    const app = await shownApp(this.#language, this.#local);
    if (app !== undefined) await this.#history.clear(app.key);
    await this.#refresh();
  }
}

/** A running app knows its input better than its text does, which may have changed since. */
async function endpointsOf(app: ShownApp, { running }: LocalTarget): Promise<readonly Endpoint[]> {
  const sample = await sampleBeside(app.uri);
  if (running?.isReady === true && running.document !== undefined) return endpointsOfDocument(running.document, sample);
  return endpointsOfOutline(app.endpoints, sample);
}

async function sampleBeside(app: Uri): Promise<JsonObject | undefined> {
  try {
    const file = app.with({ path: app.path.replace(/[^/]+$/, SAMPLE_FILE) });
    return sampleInput(Buffer.from(await workspace.fs.readFile(file)).toString("utf8"));
  } catch {
    return undefined;
  }
}

async function openText(content: string): Promise<void> {
  const language = /^[[{]/.test(content) ? "json" : "plaintext";
  await window.showTextDocument(await workspace.openTextDocument({ content, language }), { preview: true });
}
