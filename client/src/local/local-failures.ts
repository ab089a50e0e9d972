import { basename } from "node:path";
import {
  crossed,
  recognise,
  SHOW_OUTPUT,
  whenCrossed,
  type Failure,
  type FailureRow,
  type Observation,
  type Remedy,
} from "../failure.js";
import { packageOfModule } from "./package-names.js";

/** Every way in which `fal run --local` is known to fail, as fal 1.83.0 says it; the first that fits decides. */
const rows: readonly FailureRow[] = [
  whenCrossed(/^No module named '([^']+)'/, ([, module = ""]) => missing(module)),
  setupFailure,
  whenCrossed(/^(.*) \((\S+\.py), line (\d+)\)$/, ([, what = "", , line = "1"], { file }) => ({
    message: `${basename(file)} is not valid Python at line ${line}: ${what}.`,
    remedy: { kind: "open", file, line: Number(line) },
  })),
  whenCrossed(/^cannot import name '([^']+)' from '([^']+)'/, ([, name = "", module = ""], seen) => ({
    message: `${basename(seen.file)} imports ${name} from ${module}, which has no such name in this interpreter.`,
    remedy: atMention(seen, name),
  })),
  whenCrossed(/^attempted relative import/, (_, seen) => ({
    message: `${basename(seen.file)} imports relatively; fal loads the file alone. Import the module by its name.`,
    remedy: open(seen),
  })),
  whenCrossed(/^\[Errno 2\] No such file or directory: '([^']+)'/, ([, path = ""], seen) => ({
    message: path === seen.file ? `${path} does not exist.` : `${basename(seen.file)} needs ${path}, which does not exist.`,
    remedy: SHOW_OUTPUT,
  })),
  whenCrossed(/^Function '([^']+)' not found in module/, ([, name = ""], seen) => ({
    message: `${basename(seen.file)} has no fal.App named ${name} when it is loaded.`,
    remedy: open(seen),
  })),
  whenCrossed(/^No fal\.App or fal\.function found/, (_, seen) => ({
    message: `${basename(seen.file)} defines no fal.App.`,
    remedy: open(seen),
  })),
  whenCrossed(/^Multiple fal\.Apps found in the module: (.+?)\. Please/, ([, names = ""], seen) => ({
    message: `${basename(seen.file)} defines several apps: ${names}. Choose one of them.`,
    remedy: { kind: "try-again" },
  })),
  whenCrossed(/must have at least one route/, (_, seen) => ({
    message: `${seen.class} has no endpoint. Mark a method with @fal.endpoint("/").`,
    remedy: atMention(seen, seen.class),
  })),
  whenCrossed(/^Unrecognised option '([^']+)'\.?(?: Did you mean '([^']+)')?/, ([, option = "", meant], seen) => ({
    message: `${seen.class} has an option that fal does not know: ${option}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
    remedy: atMention(seen, option),
  })),
  whenCrossed(/got multiple values for keyword argument '([^']+)'/, ([, option = ""], seen) => ({
    message: `${option} cannot be given as a class argument of ${seen.class}: write it as a line of the class.`,
    remedy: atMention(seen, option),
  })),
  whenCrossed(/should not override __init__/, (_, seen) => ({
    message: `${seen.class} overrides __init__. What it prepares belongs into setup().`,
    remedy: atMention(seen, "__init__"),
  })),
  (seen) =>
    seen.code === 2 && seen.stderr.some((line) => line.startsWith("fal run: error:"))
      ? { message: "This fal is too old for `fal run --local`. Update it.", remedy: { kind: "install", packages: ["fal"] } }
      : undefined,
  (seen) => {
    const text = crossed(seen);
    if (text === undefined || text === "Aborted.") return undefined;
    return { message: `${basename(seen.file)} failed while it was loaded: ${sentence(text)}`, remedy: placeIn(seen) };
  },
];

/** Why an app did not start, from all that was seen of it. */
export function localFailure(seen: Observation): Failure {
  return recognise(rows, seen) ?? unknown(seen);
}

/** `setup()` runs before the server listens; what it raises is the last line above uvicorn's verdict. */
function setupFailure(seen: Observation): Failure | undefined {
  const verdict = seen.stderr.findIndex((line) => /Application startup failed\. Exiting\./.test(line));
  const busy = seen.stderr.map((line) => /\[Errno \d+\] error while attempting to bind on address \('[^']+', (\d+)\)/.exec(line));
  const port = busy.find((match) => match !== null)?.[1];
  if (port !== undefined)
    return { message: `Port ${port} was taken by another program meanwhile.`, remedy: { kind: "try-again" } };
  if (verdict < 0) return undefined;
  const before = seen.stderr.slice(0, verdict);
  const raised = before.findLast((line) => /^[A-Za-z_][\w.]*(?:: |$)/.test(line) && !line.startsWith("INFO:")) ?? "an error";
  const module = /^ModuleNotFoundError: No module named '([^']+)'/.exec(raised)?.[1];
  if (module !== undefined) return missing(module);
  return { message: `setup() of ${seen.class} failed: ${sentence(raised)}`, remedy: placeIn({ ...seen, stderr: before }) };
}

function missing(module: string): Failure {
  const name = packageOfModule(module);
  return {
    message: `The Python package of the module ${module} is not installed in this interpreter.`,
    remedy: { kind: "install", packages: [name] },
  };
}

function unknown({ file, code }: Observation): Failure {
  const how = code === undefined ? "was ended from outside" : `ended with exit code ${String(code)}`;
  return { message: `${basename(file)} ${how} before it was ready, without saying why.`, remedy: SHOW_OUTPUT };
}

function open({ file }: Observation): Remedy {
  return { kind: "open", file, line: 1 };
}

/** The client looks the name up in the file: fal names no line. */
function atMention(seen: Observation, name: string): Remedy {
  const line = seen.source.split("\n").findIndex((text) => new RegExp(`\\b${escape(name)}\\b`).test(text));
  return { kind: "open", file: seen.file, line: Math.max(line, 0) + 1 };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The innermost place in the app's own file that a traceback names. */
function placeIn({ file, stdout, stderr }: Observation): Remedy {
  const place = [...stdout, ...stderr]
    .map((line) => /^\s*File "([^"]+)", line (\d+)/.exec(line))
    .findLast((match) => match !== null && basename(match[1] ?? "") === basename(file));
  return place == null ? SHOW_OUTPUT : { kind: "open", file, line: Number(place[2]) };
}

function sentence(text: string): string {
  const short = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}
