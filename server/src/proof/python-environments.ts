import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { ProofError } from "./proof-error.js";
import type { Side } from "./runner.js";

interface Sdk {
  readonly package: string;
  /** The environment's folder is named after the version, so that another version is another environment. */
  readonly environment: string;
  readonly requirements: readonly string[];
  readonly option: string;
}

/** The SDKs do not install together; what workers mostly use beside them is small enough to come along. */
const beside = ["pillow>=11,<14", "numpy"];
const sdks: Readonly<Record<Side, Sdk>> = {
  old: {
    package: "runpod",
    environment: "runpod-1.12.0",
    requirements: ["runpod==1.12.0", ...beside],
    option: "--runpod-python",
  },
  new: { package: "fal", environment: "fal-1.83.0", requirements: ["fal==1.83.0", ...beside], option: "--python" },
};

const marker = "complete.json";

/** The folder in which environments are made, by the custom of each system. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment["XDG_CACHE_HOME"] ?? environment["LOCALAPPDATA"];
  const system = process.platform === "darwin" ? join(homedir(), "Library/Caches") : join(homedir(), ".cache");
  return join(named === undefined || named === "" ? system : named, "runpod-to-fal", "python");
}

/** The interpreter for a side: the one that was named, if it has the SDK, else the environment made for it. */
export async function pythonFor(
  side: Side,
  named: string | undefined,
  cache: string,
  say: (text: string) => void,
): Promise<string> {
  const sdk = sdks[side];
  if (named === undefined) return madeEnvironment(sdk, join(cache, sdk.environment), say);
  const { code, output } = await run(named, [
    "-c",
    `import importlib.util as u; print(u.find_spec(${JSON.stringify(sdk.package)}) is not None)`,
  ]);
  if (code === 0 && output.trim().endsWith("True")) return named;
  if (code !== 0) throw new ProofError(`${sdk.option} ${named} does not run: ${output.trim() || "no such program"}`);
  const [requirement = sdk.package] = sdk.requirements;
  throw new ProofError(`${named} lacks ${sdk.package}. Install it with: ${named} -m pip install ${requirement}`);
}

async function madeEnvironment(sdk: Sdk, folder: string, say: (text: string) => void): Promise<string> {
  const windows = process.platform === "win32";
  const python = join(folder, windows ? "Scripts/python.exe" : "bin/python");
  if (contentsOf(folder) === JSON.stringify(sdk.requirements) && existsSync(python)) return python;
  const base = await basePython();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  say(`Making the Python environment ${folder} (once; half a minute, or more on a slow connection) …`);
  await runOrFail(base, ["-m", "venv", folder]);
  const options = ["--disable-pip-version-check", "--no-input", "--quiet"];
  await runOrFail(python, ["-m", "pip", "install", ...options, ...sdk.requirements]);
  writeFileSync(join(folder, marker), JSON.stringify(sdk.requirements));
  return python;
}

function contentsOf(folder: string): string | undefined {
  const path = join(folder, marker);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

const names = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

async function basePython(): Promise<string> {
  for (const name of names) {
    const probe = "import sys, ensurepip, venv; print(sys.version_info >= (3, 10))";
    const { code, output } = await run(name, ["-c", probe]);
    if (code === 0 && output.trim() === "True") return name;
  }
  throw new ProofError(
    "Python 3.10 or newer with its venv module is needed. Install it (Debian, Ubuntu: apt install python3 python3-venv), or name interpreters with --python and --runpod-python.",
  );
}

async function runOrFail(program: string, words: readonly string[]): Promise<void> {
  const { code, output } = await run(program, words);
  if (code === 0) return;
  const lines = output.trim().split("\n").slice(-5).join("\n");
  throw new ProofError(`\`${program} ${words.join(" ")}\` failed:\n${lines}`);
}

/** The code and output of a program; -1 where there is no such program. */
function run(program: string, words: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (text: string): void => {
      output = (output + text).slice(-20_000);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.once("error", () => {
      resolve({ code: -1, output });
    });
    child.once("close", (code) => {
      resolve({ code: code ?? -1, output });
    });
  });
}
