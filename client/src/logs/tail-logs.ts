import { createParser } from "eventsource-parser";
import { FailureError } from "../failure.js";
import { readEntry, type LogEntry } from "./log-entry.js";
import { refusalOf, type Platform } from "./platform.js";

export interface TailOptions {
  readonly platform: Platform;
  /** Whose lines: those of an app (`owner/name`) or of one runner. */
  readonly filter: { readonly app_id: string } | { readonly job_id: string };
  /** The first moment to show. */
  readonly since: Date;
  readonly signal: AbortSignal;
  readonly onEntry: (entry: LogEntry) => void;
  /** The connection was lost; it is made again after so many milliseconds. */
  readonly onLost: (reason: string, pause: number) => void;
  /** The first pause after a loss; every further one is twice as long. Milliseconds. */
  readonly firstPause?: number;
}

const LONGEST_PAUSE = 30_000;

/**
 * Follows logs until the signal aborts. A lost connection is made again from the last line on, without telling a line
 * twice; a refusal ends it with a `FailureError`.
 */
export async function tailLogs(options: TailOptions): Promise<void> {
  const { signal, onLost, firstPause = 1_000 } = options;
  const seen = new Seen(options.since);
  let pause = firstPause;
  for (;;) {
    const before = seen.count;
    const reason = await follow(options, seen);
    if (signal.aborted) return;
    if (seen.count > before) pause = firstPause;
    onLost(reason, pause);
    await sleep(pause, signal);
    if (isOver(signal)) return;
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

/** One connection, until it ends; resolves to why it did. */
async function follow(options: TailOptions, seen: Seen): Promise<string> {
  const { platform, filter, signal, onEntry } = options;
  const query = new URLSearchParams({ ...filter, start: seen.last });
  try {
    const response = await fetch(`${platform.address}/serverless/logs/stream?${query.toString()}`, {
      method: "POST",
      headers: { authorization: `Key ${platform.key}`, accept: "text/event-stream" },
      signal,
    });
    if (response.status >= 500) return `status ${String(response.status)}`;
    if (!response.ok) throw await refusalOf(response);
    return await readEvents(response, (data) => {
      const entry = readEntry(data);
      if (entry !== undefined && seen.isNew(entry)) onEntry(entry);
    });
  } catch (error) {
    if (error instanceof FailureError) throw error;
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  }
}

async function readEvents(response: Response, onData: (data: string) => void): Promise<string> {
  let refused: string | undefined;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === "error") refused = data;
      else onData(data);
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
  return refused ?? "the server closed the connection";
}

/** A new connection begins at the moment of the newest line, and sends lines of that moment again. */
const REMEMBERED = 1_000;

/** Which lines were told already. Lines of several runners come in no strict order, so none is judged by its age. */
class Seen {
  count = 0;
  #last: string;
  readonly #told = new Set<string>();

  constructor(since: Date) {
    this.#last = since.toISOString();
  }

  /** The moment of the newest line. */
  get last(): string {
    return this.#last;
  }

  isNew({ timestamp, message, runner }: LogEntry): boolean {
    const line = `${timestamp}\n${runner ?? ""}\n${message}`;
    // Without a time nothing tells a repeated line from one that was written twice.
    if (timestamp !== "" && this.#told.has(line)) return false;
    this.#told.add(line);
    const [oldest] = this.#told;
    if (this.#told.size > REMEMBERED && oldest !== undefined) this.#told.delete(oldest);
    if (Date.parse(timestamp) > Date.parse(this.#last)) this.#last = timestamp;
    this.count += 1;
    return true;
  }
}

/** Asked through a function: the compiler believes that a signal stays as it was seen last. */
function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
