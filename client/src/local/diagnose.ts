import { isAbsolute, relative } from "node:path";
import type { Failure, Place, Remedy } from "../failure.js";
import { t } from "../localize.js";
import type { Ending } from "../process/child.js";
import { packageOf } from "./package-names.js";

/** What is known about a run that ended without being asked to. */
export interface FailedRun {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly ending: Ending;
  /** It had answered `/health` before. */
  readonly wasReady: boolean;
  readonly python: string;
  readonly file: string;
  readonly folder: string;
  readonly class: string;
}

interface Told {
  readonly message: string;
  readonly remedy?: Remedy;
  /** False where fal's own words add nothing. */
  readonly cause?: false;
}

interface Diagnosis {
  readonly kind: string;
  /** Tried on the cause: what fal says behind its `✘`, or the exception that ended `setup()`. */
  readonly pattern: RegExp;
  readonly tell: (run: FailedRun, match: RegExpExecArray) => Told;
}

/** The ways in which `fal run --local` refuses, in its own words, the most specific first. */
const DIAGNOSES: readonly Diagnosis[] = [
  {
    kind: "package-missing",
    pattern: /No module named '([^']+)'/,
    tell: ({ python }, [, module = ""]) => {
      const name = module.split(".")[0] ?? module;
      const remedy = { kind: "install", python, packages: [packageOf(name)] } as const;
      return { message: t("`{0}` is not installed in {1}, which runs the app.", name, python), remedy, cause: false };
    },
  },
  {
    kind: "syntax-error",
    pattern: /^(.*) \(([^()]+), line (\d+)\)$/,
    tell: ({ file }, [, what = "", name = "", line = ""]) => {
      const place = file.endsWith(name) ? { file, line: Number(line) } : undefined;
      const message = t("{0}, line {1} is not Python: {2}.", name, line, what);
      return { message, cause: false, ...(place === undefined ? {} : { remedy: { kind: "open-place", place } }) };
    },
  },
  {
    kind: "name-missing",
    pattern: /cannot import name '([^']+)' from '([^']+)'/,
    tell: (_, [, name = "", module = ""]) => ({
      message: t("`{0}` has no `{1}` in the version that is installed.", module, name),
    }),
  },
  {
    kind: "relative-import",
    pattern: /attempted relative import/,
    tell: () => ({
      message: t("The app's file uses a relative import, but fal loads it as a file of its own, not of a package."),
    }),
  },
  {
    kind: "file-missing",
    pattern: /^\[Errno 2\] No such file or directory: '([^']+)'/,
    tell: (_, [, path = ""]) => ({ message: t("{0} does not exist.", path), cause: false }),
  },
  {
    kind: "class-missing",
    pattern: /^Function '([^']+)' not found in module/,
    tell: (_, [, name = ""]) => ({
      message: t("The file defines no `{0}` when it is run. Is it inside a condition?", name),
      cause: false,
    }),
  },
  {
    kind: "no-app",
    pattern: /^No fal\.App or fal\.function found/,
    tell: () => ({ message: t("The file has no fal.App."), cause: false }),
  },
  {
    kind: "several-apps",
    pattern: /^Multiple fal\.Apps found in the module: \[(.*)\]/,
    tell: (_, [, names = ""]) => ({ message: t("The file has several apps ({0}): choose one.", names), cause: false }),
  },
  {
    kind: "no-endpoint",
    pattern: /An application must have at least one route/,
    tell: (run) => ({
      message: t('`{0}` has no endpoint: a method needs `@fal.endpoint("/")`.', run.class),
      cause: false,
    }),
  },
  {
    kind: "unknown-option",
    pattern: /Unrecognised option '([^']+)'\.?(?: Did you mean '([^']+)'\?)?/,
    tell: (run, [, option = "", meant]) => ({
      message:
        meant === undefined
          ? t("fal knows no option `{0}` of the class `{1}`.", option, run.class)
          : t("fal knows no option `{0}` of the class `{1}`; did you mean `{2}`?", option, run.class, meant),
      cause: false,
    }),
  },
  {
    kind: "option-as-keyword",
    pattern: /multiple values for keyword argument '([^']+)'/,
    tell: (_, [, option = ""]) => ({
      message: t("`{0}` must be an attribute in the class body, not an argument of the class.", option),
      cause: false,
    }),
  },
  {
    kind: "init-overridden",
    pattern: /App classes should not override __init__/,
    tell: (run) => ({
      message: t("`{0}` overrides `__init__`; what it does belongs into `setup()`.", run.class),
      cause: false,
    }),
  },
];

/** Why a run ended, in one sentence, with the cause, the place and what helps. */
export function diagnose(run: FailedRun): Failure {
  const { ending } = run;
  if (ending.error !== undefined) return cannotStart(run, ending.error);
  if (run.wasReady) return endedWhileRunning(run);
  const busy = lastMatch(run.stderr, /error while attempting to bind on address \('[^']*', (\d+)\)/);
  if (busy !== undefined) return portBusy(busy[1] ?? "");
  const refused = lastMatch(run.stdout, /^✘ ?(.*)$/)?.[1];
  if (refused !== undefined) return refusedBy(run, refused);
  const raised = setupException(run);
  if (raised !== undefined) return setupFailed(run, raised);
  const usage = lastMatch(run.stderr, /^fal.*: error: (.*)$/)?.[1];
  if (usage !== undefined) return outdated(run, usage);
  return silentEnd(run);
}

function refusedBy(run: FailedRun, cause: string): Failure {
  const told = known(run, cause);
  if (told !== undefined) return told;
  const place = placeInFrames(run);
  return {
    kind: "module-raised",
    message: t("The file stopped while it was being loaded."),
    cause: lastMatch(run.stdout, /^([A-Za-z_][\w.]*(?:Error|Exception|Exit|Warning|Interrupt)?: .*)$/)?.[1] ?? cause,
    ...withPlace(place),
  };
}

function setupFailed(run: FailedRun, { cause, place }: { cause: string; place: Place | undefined }): Failure {
  const found = known(run, cause);
  if (found?.kind === "package-missing") return found;
  const message = /^SystemExit\b/.test(cause)
    ? t("`setup()` ended the process.")
    : t("`setup()` of `{0}` failed.", run.class);
  return { kind: "setup-failed", message, cause, ...withPlace(place) };
}

function known(run: FailedRun, cause: string): Failure | undefined {
  for (const { kind, pattern, tell } of DIAGNOSES) {
    const match = pattern.exec(cause);
    if (match === null) continue;
    const { message, remedy, cause: shown } = tell(run, match);
    const place = placeInFrames(run);
    const rest = remedy === undefined ? withPlace(place) : { remedy };
    return { kind, message, ...(shown === false ? {} : { cause }), ...rest };
  }
  return undefined;
}

function cannotStart({ python }: FailedRun, error: NodeJS.ErrnoException): Failure {
  const message = t("fal of {0} could not be started.", python);
  return { kind: "cannot-start", message, cause: error.message, remedy: { kind: "select-python" } };
}

function portBusy(port: string): Failure {
  const message = t("Port {0} was taken by another program while the app was starting.", port);
  return { kind: "port-busy", message, remedy: { kind: "retry" } };
}

function outdated({ python }: FailedRun, cause: string): Failure {
  const message = t("This version of fal does not know how to run an app locally. A newer one does.");
  return { kind: "fal-outdated", message, cause, remedy: { kind: "install", python, packages: ["fal"] } };
}

function endedWhileRunning({ ending, class: name }: FailedRun): Failure {
  const message = t("`{0}` ended by itself ({1}).", name, howItEnded(ending));
  return { kind: "crashed", message, remedy: { kind: "show-output" } };
}

function silentEnd({ ending }: FailedRun): Failure {
  const message =
    ending.signal === null
      ? t("The file ended the process while it was being loaded ({0}).", howItEnded(ending))
      : t("The process was ended from outside ({0}).", howItEnded(ending));
  return { kind: ending.signal === null ? "module-exit" : "killed", message, remedy: { kind: "show-output" } };
}

function howItEnded({ code, signal }: Ending): string {
  return signal === null ? t("exit code {0}", code ?? -1) : t("signal {0}", signal);
}

/** The exception that ended `setup()`: the last line of the first traceback, before the noise of the shutdown. */
function setupException(run: FailedRun): { cause: string; place: Place | undefined } | undefined {
  const end = run.stderr.findIndex((line) => line.includes("Application startup failed. Exiting."));
  if (end === -1) return undefined;
  const lines = run.stderr.slice(0, end).filter((line) => line.trim() !== "");
  const cause = lines.findLast((line) => /^[A-Za-z_][\w.]*(?::|$)/.test(line) && !/^(INFO|ERROR):/.test(line));
  const places = lines.flatMap((line) => placeOf(run, /^ {2}File "([^"]+)", line (\d+)/.exec(line)));
  return { cause: cause ?? t("unknown"), place: places.at(-1) };
}

/** The last frame of the user's own code in the framed traceback that `--debug` prints. */
function placeInFrames(run: FailedRun): Place | undefined {
  return run.stdout.flatMap((line) => placeOf(run, /^│ (\S.*?):(\d+)(?: in .*)?\s*│$/.exec(line))).at(-1);
}

function placeOf({ folder }: FailedRun, match: RegExpExecArray | null): readonly Place[] {
  const [, file, line] = match ?? [];
  if (file === undefined || !isAbsolute(file)) return [];
  const within = relative(folder, file);
  const isOwn = !within.startsWith("..") && !isAbsolute(within) && !within.includes("site-packages");
  return isOwn ? [{ file, line: Number(line) }] : [];
}

function withPlace(place: Place | undefined): { readonly place?: Place; readonly remedy: Remedy } {
  return place === undefined ? { remedy: { kind: "show-output" } } : { place, remedy: { kind: "open-place", place } };
}

function lastMatch(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  return lines
    .map((line) => pattern.exec(line))
    .filter((match) => match !== null)
    .at(-1);
}
