import type { Answer, HistoryEntry, JsonValue } from "../../webview/protocol.js";

/** Where the history is kept between sessions: the editor's state of the workspace. */
export interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** A request with its body, as it is remembered. Answers are not: they may be large and private. */
interface Remembered extends HistoryEntry {
  readonly app: string;
  readonly body: JsonValue;
}

const KEY = "runpodToFal.history";
const MOST = 50;
/** Bodies with files in them would fill the editor's own database. */
const LARGEST_BODY = 100_000;
const SUMMARY = 80;

/** The last requests of every app. */
export class History {
  constructor(
    private readonly store: Store,
    private readonly isOn: () => boolean,
  ) {}

  /** Newest first. */
  of(app: string): readonly HistoryEntry[] {
    return this.#all()
      .filter((entry) => entry.app === app)
      .map(({ id, path, at, status, ok, duration, summary }) => ({ id, path, at, status, ok, duration, summary }));
  }

  bodyOf(id: number): { readonly path: string; readonly body: JsonValue } | undefined {
    return this.#all().find((entry) => entry.id === id);
  }

  async add(app: string, path: string, body: JsonValue, answer: Answer, at = new Date()): Promise<void> {
    const text = JSON.stringify(body);
    if (!this.isOn() || text.length > LARGEST_BODY) return;
    const all = this.#all();
    const id = Math.max(0, ...all.map((entry) => entry.id)) + 1;
    const { status, ok, duration } = answer;
    const summary = text.length > SUMMARY ? `${text.slice(0, SUMMARY)}…` : text;
    const entry: Remembered = { id, app, path, body, status, ok, duration, summary, at: at.toISOString() };
    await this.store.update(KEY, [entry, ...all].slice(0, MOST));
  }

  async clear(app: string): Promise<void> {
    await this.store.update(
      KEY,
      this.#all().filter((entry) => entry.app !== app),
    );
  }

  #all(): readonly Remembered[] {
    const kept = this.store.get(KEY);
    return Array.isArray(kept) ? (kept as Remembered[]) : [];
  }
}
