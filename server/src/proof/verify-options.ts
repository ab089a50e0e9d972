import { parseArgs } from "node:util";
import { UsageError } from "../cli/usage-error.js";

/** The options of `verify`. */
export interface VerifyOptions {
  /** The migrated app. */
  readonly file: string;
  readonly old: string | undefined;
  readonly inputs: string | undefined;
  readonly python: string | undefined;
  readonly runpodPython: string | undefined;
  readonly format: "text" | "json";
  /** The app is also pickled and unpickled, as a deployment does it. */
  readonly pickled: boolean;
  /** Both sides run by the real commands: the worker fetches jobs, the app is served by `fal run --local`. */
  readonly served: boolean;
  /** Both sides may use the network. */
  readonly network: boolean;
  readonly seed: number;
}

const table = {
  old: { type: "string" },
  inputs: { type: "string" },
  python: { type: "string" },
  "runpod-python": { type: "string" },
  format: { type: "string" },
  pickled: { type: "boolean" },
  served: { type: "boolean" },
  network: { type: "boolean" },
  seed: { type: "string" },
} as const;

export function verifyOptions(words: readonly string[]): VerifyOptions {
  const { values, positionals } = parsed(words);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError("name one FILE, the migrated app", "verify");
  return {
    file,
    old: values.old,
    inputs: values.inputs,
    python: values.python,
    runpodPython: values["runpod-python"],
    format: formatOf(values.format ?? "text"),
    pickled: values.pickled ?? false,
    served: values.served ?? false,
    network: values.network ?? false,
    seed: seedOf(values.seed ?? "1"),
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: table, allowPositionals: true, strict: true });
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UsageError(line.replace(/\.$/, ""), "verify");
  }
}

function formatOf(value: string): VerifyOptions["format"] {
  if (value === "text" || value === "json") return value;
  throw new UsageError(`--format is one of text, json, not '${value}'`, "verify");
}

function seedOf(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UsageError(`--seed is a whole number, not '${value}'`, "verify");
}
