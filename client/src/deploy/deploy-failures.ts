import { dirname } from "node:path";
import type { Failure, Remedy } from "../failure.js";
import { diagnose } from "../local/diagnose.js";
import { t } from "../localize.js";
import type { Ending } from "../process/child.js";
import type { FalPython } from "../python/probe.js";

/** What is known about a deployment that failed. */
export interface FailedDeploy {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly ending: Ending;
  /** Seconds of silence after which it was given up. */
  readonly silentFor: number | undefined;
  readonly python: FalPython;
  readonly file: string;
  readonly class: string;
}

interface Row {
  readonly kind: string;
  /** Tried on what fal says behind its `✘`. */
  readonly pattern: RegExp;
  readonly message: (name: string) => string;
  readonly remedy: Remedy;
  /** Whether fal's own words tell more than the message. */
  readonly cause?: (run: FailedDeploy, refused: string) => string | undefined;
}

const showOutput: Remedy = { kind: "show-output" };

/** The ways in which `fal deploy` 1.83.0 is known to fail, the most specific first. */
const rows: readonly Row[] = [
  {
    kind: "no-key",
    pattern: /^You must be authenticated/,
    message: () => t("fal does not know who you are: no valid API key is set."),
    remedy: { kind: "set-key" },
  },
  {
    kind: "no-host",
    pattern: /^Could not reach fal host/,
    message: () => t("fal's servers could not be reached."),
    remedy: { kind: "retry" },
    cause: (_, refused) => /Cause: ([^|]*?)\s*(?:\||$)/.exec(refused)?.[1],
  },
  {
    kind: "build-failed",
    pattern: /^An internal failure occurred while building the environment|^Failed to build environment/,
    message: (name) => t("The environment of `{0}` could not be built.", name),
    remedy: showOutput,
    cause: lastBuildLine,
  },
  {
    kind: "build-cut",
    pattern: /^The build environment stream ended without a terminal status/,
    message: () => t("The connection was lost while the environment was being built."),
    remedy: { kind: "retry" },
  },
  {
    kind: "not-confirmed",
    pattern: /did not confirm the deployment/,
    message: () => t("fal did not confirm the deployment: it may not have happened."),
    remedy: { kind: "retry" },
  },
  {
    kind: "bad-name",
    pattern: /Could not generate app endpoints/,
    message: (name) => t("fal could not make addresses for `{0}`: its `app_name` may not be a valid name.", name),
    remedy: showOutput,
  },
  {
    kind: "not-serialisable",
    pattern: /^Error while serializing the given object/,
    message: (name) => t("`{0}` holds something that cannot be sent to fal. Create it in `setup()` instead.", name),
    remedy: showOutput,
    cause: ({ stdout }) => stdout.findLast((line) => /^[\w.]*(?:Error|Exception): /.test(line)),
  },
  {
    kind: "upload-failed",
    pattern: /^Error uploading files/,
    message: (name) => t("The files of `{0}` could not be uploaded.", name),
    remedy: { kind: "retry" },
    cause: ({ stdout }) => stdout.findLast((line) => line.startsWith("Error uploading file "))?.slice(21),
  },
  {
    kind: "refused-key",
    pattern:
      /\b(?:401|403|unauthori[sz]ed|unauthenticated|forbidden|invalid (?:credentials|(?:api )?key)|permission)\b/i,
    message: () => t("fal refused the API key."),
    remedy: { kind: "set-key" },
    cause: (_, refused) => refused,
  },
];

/** Why a deployment failed, in one sentence, with what helps. */
export function deployFailure(run: FailedDeploy): Failure {
  if (run.silentFor !== undefined) {
    const message = t("fal said nothing for {0} seconds, so the deployment was given up.", run.silentFor);
    return { kind: "silent", message, remedy: { kind: "retry" } };
  }
  const refused = run.stdout.findLast((line) => line.startsWith("✘"))?.replace(/^✘ ?/, "");
  const row = refused === undefined ? undefined : rows.find(({ pattern }) => pattern.test(refused));
  if (row !== undefined && refused !== undefined) {
    const cause = row.cause?.(run, refused);
    const { kind, remedy } = row;
    return { kind, message: row.message(run.class), remedy, ...(cause === undefined ? {} : { cause }) };
  }
  return wasLoaded(run) ? refusal(run, refused) : loadFailure(run);
}

/** Once fal has said what it deploys, the file has been loaded: what follows is the server's refusal. */
function wasLoaded({ stdout }: FailedDeploy): boolean {
  return stdout.some((line) => /^Deploying '|^Building environment/.test(line));
}

function refusal({ class: name, ending }: FailedDeploy, refused: string | undefined): Failure {
  const cause = refused ?? ending.signal ?? t("exit code {0}", ending.code ?? -1);
  return { kind: "refused", message: t("fal refused to deploy `{0}`.", name), cause, remedy: showOutput };
}

/** `fal deploy` runs the file on this machine first, where it fails as it does for `fal run`. */
function loadFailure(run: FailedDeploy): Failure {
  return diagnose({ ...run, wasReady: false, python: run.python.python, folder: dirname(run.file) });
}

/** What the tool that failed said last; else the last line that speaks of an error. */
function lastBuildLine({ stdout }: FailedDeploy): string | undefined {
  const lines = stdout.map((line) => line.replace(/^[\d\-:. ]+\[\w+ *\] */, "").trim());
  const own = lines.filter((line) => !line.startsWith("✘"));
  return own.findLast((line) => /^(?:ERROR|\w+Error):/.test(line)) ?? own.findLast((line) => /\berror\b/i.test(line));
}
