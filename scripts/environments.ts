import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CommandError, run, runOrFail } from "./setup/command.js";
import { installOnce } from "./setup/install-once.js";
import { step, type Report } from "./setup/progress.js";

/** A Python environment of the project's own: its interpreter and where its scripts are. */
export interface PythonEnvironment {
  readonly folder: string;
  readonly python: string;
  readonly scripts: string;
}

/**
 * The two SDKs do not install together in their newest versions, so each has an environment of its own. The versions
 * are part of the folder's name: another version is another environment.
 */
const sdks = {
  fal: { name: "fal-1.83.0", requirements: ["fal==1.83.0", "fal-client==1.0.3"] },
  runpod: { name: "runpod-1.12.0", requirements: ["runpod==1.12.0"] },
} as const;

export type Sdk = keyof typeof sdks;

const oldestPython = [3, 10] as const;
const pythonNames = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

/** Makes both environments, for whoever wants them beforehand. */
export async function main(): Promise<number> {
  for (const sdk of Object.keys(sdks) as Sdk[]) console.log((await pythonEnvironment(sdk)).folder);
  return 0;
}

/** The environment with an SDK and the packages that a worker asks for; made or completed where needed. */
export async function pythonEnvironment(sdk: Sdk, packages: readonly string[] = []): Promise<PythonEnvironment> {
  const { name, requirements } = sdks[sdk];
  return namedEnvironment(name, requirements, packages);
}

/** The environment of a name with its own requirements and further packages; made or completed where needed. */
export async function namedEnvironment(
  name: string,
  requirements: readonly string[],
  packages: readonly string[] = [],
): Promise<PythonEnvironment> {
  const environment = environmentIn(join(process.cwd(), ".cache/python", name));
  await installOnce({
    folder: environment.folder,
    contents: [...requirements, ...packages],
    create: (contents) => create(environment, name, contents),
    // The SDK is named again so that a package which wants another version of it fails instead of replacing it.
    extend: (missing) => add(environment, `Adding ${missing.join(", ")} to ${name}`, [...requirements, ...missing]),
    onWait: () => {
      console.log(`Another process is making the Python environment ${name}; waiting for it …`);
    },
  });
  return environment;
}

/** What a worker needs besides an SDK, by its folder's requirements.txt. */
export function requirementsOf(folder: string): readonly string[] {
  const file = join(folder, "requirements.txt");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("-") && !/^(runpod|fal)\b(?!-)/i.test(line));
}

/** What all examples need that run without a GPU. */
export function examplePackages(): readonly string[] {
  const each = readdirSync("examples").map((name) => requirementsOf(join("examples", name)));
  return [...new Set(each.filter((lines) => !lines.some((line) => line.startsWith("torch"))).flat())];
}

function environmentIn(folder: string): PythonEnvironment {
  const windows = process.platform === "win32";
  const scripts = join(folder, windows ? "Scripts" : "bin");
  return { folder, scripts, python: join(scripts, windows ? "python.exe" : "python") };
}

async function create(environment: PythonEnvironment, name: string, contents: readonly string[]): Promise<void> {
  const python = await findPython();
  await step(`Creating the Python environment ${name}`, () => runOrFail(python, ["-m", "venv", environment.folder]));
  await add(environment, `Installing ${contents.join(", ")}`, contents);
}

async function add(environment: PythonEnvironment, title: string, requirements: readonly string[]): Promise<void> {
  const options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"];
  await step(title, (report) =>
    runOrFail(environment.python, ["-m", "pip", "install", ...options, ...requirements], {
      onLine: pipProgress(report),
    }),
  );
}

/** Turns what pip prints into a short word on how far it is. */
function pipProgress(report: Report): (line: string) => void {
  let found = 0;
  return (line) => {
    const [, verb, subject = ""] = /^\s*(Collecting|Downloading|Installing collected packages:) ?(.*)/.exec(line) ?? [];
    if (verb === "Collecting")
      report(`${String((found += 1))} packages found, now ${subject.split(/[ <>=!~;(]/)[0] ?? ""}`);
    else if (verb === "Downloading")
      report(`${String(found)} packages found, downloading ${subject.split("/").at(-1) ?? ""}`);
    else if (verb !== undefined) report(`installing ${String(subject.split(",").length)} packages`);
  };
}

/** A Python that is new enough and can make environments; else one message with what to do. */
async function findPython(): Promise<string> {
  const chosen = process.env["RUNPOD_TO_FAL_PYTHON"];
  const refusals: string[] = [];
  for (const name of chosen === undefined ? pythonNames : [chosen]) {
    const refusal = await refusalOf(name);
    if (refusal === undefined) return name;
    refusals.push(refusal);
  }
  const wanted = `Python ${oldestPython.join(".")} or newer with its venv module is needed`;
  const found = [...new Set(refusals)].filter((text) => text !== "").join("; ");
  const advice =
    "Install it (Debian, Ubuntu: `apt install python3 python3-venv`), or name one in RUNPOD_TO_FAL_PYTHON.";
  throw new CommandError(`${wanted}, and ${found === "" ? "no Python is on the PATH" : found}.\n${advice}`);
}

/** Why a Python will not do: an empty text where there is none of that name, undefined where it will. */
async function refusalOf(name: string): Promise<string | undefined> {
  const probe = "import sys; print(*sys.version_info[:2]); import ensurepip, venv";
  const { code, output } = await run(name, ["-c", probe]).catch(() => ({ code: -1, output: "" }));
  const [major = 0, minor = 0] = (output.split("\n")[0] ?? "").split(" ").map(Number);
  if (!(major > 0)) return "";
  if (major < oldestPython[0] || minor < oldestPython[1]) return `${name} is ${String(major)}.${String(minor)}`;
  return code === 0 ? undefined : `${name} (${String(major)}.${String(minor)}) lacks the module venv or ensurepip`;
}
