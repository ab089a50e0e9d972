import type { OutputStream } from "../process/child.js";

/** How many lines are kept to find the cause of a failure in. */
const KEPT = 1000;

/**
 * What an app's process writes, sorted into what its user wants to read and what is kept to explain a failure:
 * framed tracebacks of fal's own code and the echo of a failed start are noise to the user.
 */
export class LocalOutput {
  readonly stdout: string[] = [];
  readonly stderr: string[] = [];
  readonly #ports = new Set<number>();
  #startFailed = false;

  /** Whether the server has said that it listens on a port. */
  listensOn(port: number): boolean {
    return this.#ports.has(port);
  }

  /** Takes a line and returns whether it is worth showing. */
  take(line: string, stream: OutputStream): boolean {
    const lines = this[stream];
    lines.push(line);
    if (lines.length > KEPT) lines.shift();
    if (stream === "stderr") return this.#isWorthShowingFromErrors(line);
    return !/^[╭│╰]/.test(line) && !NOISE.some((noise) => noise.test(line));
  }

  #isWorthShowingFromErrors(line: string): boolean {
    const [, port] = LISTENS.exec(line) ?? [];
    if (port !== undefined) this.#ports.add(Number(port));
    if (line.includes("Application startup failed. Exiting.")) this.#startFailed = true;
    return !this.#startFailed && !NOISE.some((noise) => noise.test(line));
  }
}

/** Said once for each of the two servers. */
const LISTENS = /\bUvicorn running on https?:\/\/\S+:(\d+)\b/;

const NOISE: readonly RegExp[] = [
  // One very long line.
  /^\[debug\] Python packages installed:/,
  // Says that an app run locally is public: it cannot be otherwise on this machine.
  /^Warning: `fal run` ignores fal\.App auth/,
  // Uvicorn starts two servers, so that these come twice and say little.
  /^INFO: {5}(Started server process|Waiting for application startup|Application startup complete)/,
  // The readiness question asks again and again.
  /^INFO: .*"GET \/(health|openapi\.json) HTTP/,
];
