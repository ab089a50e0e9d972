import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { FailureError } from "../failure.js";
import { t } from "../localize.js";
import type { PythonCandidate } from "./find-python.js";

/** An interpreter that can run an app. */
export interface FalPython {
  readonly python: string;
  /** Its fal, as it would be typed in a terminal. */
  readonly fal: readonly string[];
  readonly falVersion: string;
}

interface Probed {
  readonly python: readonly [number, number];
  readonly fal: string | null;
  readonly script: string | null;
}

/** Importing fal takes a second; its metadata say the same at once. */
const PROBE = `
import json, os, sys, sysconfig
import importlib.metadata as metadata
try:
    version = metadata.version("fal")
except metadata.PackageNotFoundError:
    version = None
user = "nt_user" if os.name == "nt" else "posix_user"
folders = [os.path.dirname(sys.executable), sysconfig.get_path("scripts"), sysconfig.get_path("scripts", user)]
scripts = [os.path.join(folder, "fal.exe" if os.name == "nt" else "fal") for folder in folders]
script = next((each for each in scripts if os.path.isfile(each)), None)
print(json.dumps({"python": list(sys.version_info[:2]), "fal": version, "script": script}))
`;

/** Starts fal where its script is missing. The folder of the app may hold a `queue.py`, so it is no place to import from. */
const START_FAL = "import sys; sys.path = [p for p in sys.path if p]; from fal.cli import main; sys.exit(main())";

const OLDEST = [3, 10] as const;
const PROBE_TIMEOUT = 20_000;

/** The first interpreter with fal; else a failure that says what to do about the most deliberate choice. */
export async function findFalPython(candidates: readonly PythonCandidate[]): Promise<FalPython> {
  const seen = new Map<PythonCandidate, Probed>();
  for (const candidate of candidates) {
    const probed = await probe(candidate.python);
    if (probed === undefined) continue;
    seen.set(candidate, probed);
    if (probed.fal !== null && isNewEnough(probed)) return falPython(candidate.python, probed.fal, probed.script);
  }
  throw new FailureError(refusal(candidates, seen));
}

function falPython(python: string, falVersion: string, script: string | null): FalPython {
  return { python, falVersion, fal: script === null ? [python, "-c", START_FAL] : [script] };
}

function refusal(candidates: readonly PythonCandidate[], seen: ReadonlyMap<PythonCandidate, Probed>) {
  const usable = [...seen].find(([, probed]) => isNewEnough(probed))?.[0];
  if (usable !== undefined) {
    const message = t("fal is not installed in {0}, which would run the app.", usable.python);
    return {
      kind: "fal-missing",
      message,
      remedy: { kind: "install", python: usable.python, packages: ["fal"] },
    } as const;
  }
  const [old] = seen;
  if (old !== undefined) {
    const message = t("{0} is Python {1}; fal needs 3.10 or newer.", old[0].python, old[1].python.join("."));
    return { kind: "python-too-old", message, remedy: { kind: "select-python" } } as const;
  }
  const [first] = candidates;
  const message =
    first === undefined
      ? t("No Python was found: neither selected, nor in `.venv`, nor on the PATH.")
      : t("{0} is not a Python that starts.", first.python);
  return { kind: "python-missing", message, remedy: { kind: "select-python" } } as const;
}

function isNewEnough({ python: [major, minor] }: Probed): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

async function probe(python: string): Promise<Probed | undefined> {
  try {
    const options = { cwd: tmpdir(), timeout: PROBE_TIMEOUT, windowsHide: true };
    const { stdout } = await promisify(execFile)(python, ["-c", PROBE], options);
    return JSON.parse(stdout) as Probed;
  } catch {
    return undefined;
  }
}
