import { commands, EventEmitter, languages, window, workspace, type Disposable, type TextDocument } from "vscode";
import { DIAGNOSTIC_SOURCE, type AppOutline } from "../../../server/src/protocol.js";
import type { Language } from "../language-client.js";
import { CONTEXTS } from "../names.js";
import { currentPythonDocument } from "../python-document.js";

/** How long a person may type before what is shown follows. Milliseconds. */
const PAUSE = 300;

/** What the editor's open Python file holds: apps of fal, and what is left of RunPod. */
export class OpenFile implements Disposable {
  readonly #language: Language;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #listeners: readonly Disposable[];
  #timer: NodeJS.Timeout | undefined;
  /** Answers overtake each other; only that of the newest question counts. */
  #turn = 0;

  document: TextDocument | undefined;
  apps: readonly AppOutline[] = [];
  /** How many findings. */
  findings = 0;

  constructor(language: Language) {
    this.#language = language;
    const soon = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#read(), PAUSE);
    };
    this.#listeners = [
      window.onDidChangeActiveTextEditor(soon),
      languages.onDidChangeDiagnostics(soon),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.document) soon();
      }),
    ];
    soon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<void> {
    const turn = (this.#turn += 1);
    const document = currentPythonDocument();
    const apps = document === undefined ? [] : await this.#language.apps(document).catch(() => []);
    if (turn !== this.#turn) return;
    this.document = document;
    this.apps = apps;
    this.findings = document === undefined ? 0 : findingsIn(document);
    void commands.executeCommand("setContext", CONTEXTS.hasApp, apps.length > 0);
    void commands.executeCommand("setContext", CONTEXTS.hasRunPod, this.findings > 0);
    this.#changed.fire();
  }
}

function findingsIn({ uri }: TextDocument): number {
  return languages.getDiagnostics(uri).filter(({ source }) => source === DIAGNOSTIC_SOURCE).length;
}
