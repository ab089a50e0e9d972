import type { Writable } from "node:stream";

/** The two streams of a command: results go to `result`, everything else to `say`. */
export interface Output {
  result(text: string | Uint8Array): void;
  say(text: string): void;
  /** How results may be coloured. */
  readonly style: Style;
}

export interface Style {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** Writes to the process's own streams. A reader that went away (`| head`) does not stop the work. */
export function processOutput(): Output {
  const result = quietWriter(process.stdout);
  const say = quietWriter(process.stderr);
  return {
    result,
    say: (text) => {
      say(`${text}\n`);
    },
    style: isColourful(process.stdout, process.env) ? COLOURS : PLAIN,
  };
}

function quietWriter(stream: Writable): (text: string | Uint8Array) => void {
  let isOpen = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isOpen = false;
  });
  return (text) => {
    if (isOpen) stream.write(text);
  };
}

/** Colour is for people: on a terminal, unless `NO_COLOR` is set to anything. */
export function isColourful(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && !environment["NO_COLOR"] && environment["TERM"] !== "dumb";
}

function colour(code: number): (text: string) => string {
  return (text) => `\u001B[${String(code)}m${text}\u001B[0m`;
}

const COLOURS: Style = { bold: colour(1), red: colour(31), green: colour(32), yellow: colour(33), cyan: colour(36) };

function plain(text: string): string {
  return text;
}

export const PLAIN: Style = { bold: plain, red: plain, green: plain, yellow: plain, cyan: plain };

/** Control and direction characters, with which a file's name could move the cursor or hide its end. */
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** A name or message as one printable line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`;
  });
}
