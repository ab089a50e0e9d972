import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

const BUNDLE = join(__dirname, "../../dist/cli.js");

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly bytes: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  /** Close the reading end of its output at once, as `| true` does. */
  readonly readsNothing?: boolean;
}

/** Starts the built command line in a folder and waits for its end. */
export async function run(folder: string, words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  if (!existsSync(BUNDLE)) throw new Error("dist/cli.js is missing: npm run build makes it");
  const child = spawn(process.execPath, [BUNDLE, ...words], { cwd: folder, timeout: 60_000 });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  if (options.readsNothing === true) child.stdout.destroy();
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const bytes = Buffer.concat(out);
  return { code, bytes, stdout: bytes.toString("utf8"), stderr: Buffer.concat(err).toString("utf8") };
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A temporary folder called `project` with these files, gone when the test is over. */
export function folderOf(files: Files): string {
  const outer = realpathSync(mkdtempSync(join(tmpdir(), "runpod-to-fal-")));
  onTestFinished(() => {
    rmSync(outer, { recursive: true, force: true });
  });
  const folder = join(outer, "project");
  mkdirSync(folder);
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Files): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
}

/** Every file below a folder with its bytes as text, one character a byte; git's own folder left out. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("/.git/"))
    .sort();
  return Object.fromEntries(files.map((path) => [path.slice(folder.length + 1), readFileSync(path, "latin1")]));
}

/** A worker that converts without anything left to decide. */
export const WORKER = `import runpod


def handler(job):
    """Says hello."""
    name = job["input"]["name"]
    return {"greeting": "Hello, " + name}


runpod.serverless.start({"handler": handler})
`;

export const OTHER = "import os\n\nprint(os.name)\n";
