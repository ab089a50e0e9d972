import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { namedInputs } from "../../server/src/proof/input-files.js";
import { brief, type Json } from "../../server/src/proof/json.js";
import { bodyOf } from "../../server/src/proof/outcome.js";
import type { ProofSide } from "../../server/src/proof/proof-side.js";
import { requestsOf } from "../../server/src/proof/requests.js";
import { ServedApp } from "../../server/src/proof/served-app.js";
import type { NewAnswer, NewResult } from "../../server/src/proof/task.js";
import { pythonEnvironment, requirementsOf, type PythonEnvironment } from "../environments.js";
import { CommandError, run } from "../setup/command.js";
import { step } from "../setup/progress.js";

/** The example, as its author keeps it: it needs no GPU and no weights. */
const example = "examples/thumbnails";
const worker = "handler.py";

const limits = { loadSeconds: 120, requestSeconds: 60 };

/** How much of a text in an answer is shown: enough to see what it is. */
const shownCharacters = 60;

/** Plays the main job in the terminal: findings, diff, the app served and asked, old and new answers compared. */
export async function playMainJob(): Promise<number> {
  const packages = requirementsOf(example);
  const fal = await pythonEnvironment("fal", packages);
  const runpod = await pythonEnvironment("runpod", packages);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "runpod-to-fal-start-")));
  try {
    await migrateCopy(join(folder, "thumbnails"));
    await askApp(join(folder, "thumbnails"), fal);
    return await compare(join(folder, "thumbnails", worker), fal, runpod);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function migrateCopy(copy: string): Promise<void> {
  title(`runpod-to-fal check ${example}`);
  expectExit(1, await commandLine(["check", example]));
  title(`runpod-to-fal migrate ${example} --diff`);
  expectExit(0, await commandLine(["migrate", example, "--diff"]));
  cpSync(example, copy, { recursive: true });
  title(`runpod-to-fal migrate --write, on a copy in ${copy}`);
  expectExit(0, await commandLine(["migrate", copy, "--write"]));
}

/** Serves the migrated app as its author would try it, and sends it the author's own input. */
async function askApp(folder: string, { python }: PythonEnvironment): Promise<void> {
  title(`fal run --local ${worker}`);
  const requests = requestsOf(namedInputs(join(folder, "test_input.json")).map(({ value }) => value));
  const app = new ServedApp({ python, program: resolve("dist", "python", "bounded.py") }, servedOnly);
  const served = await step("Starting the app and sending test_input.json", () =>
    app.run({ folder, file: worker, requests, limits }),
  );
  if (!served.started) throw new CommandError(`The app did not start: ${served.why}\n${served.log}`);
  for (const [index, { input }] of requests.entries()) {
    const answer = served.answers[index];
    console.log(`\nPOST /  ${brief(input, 100)}`);
    console.log(`HTTP ${String(answer?.status ?? answer?.ended)}\n${answer === undefined ? "" : shown(answer)}`);
    if (answer?.status !== 200) throw new CommandError(`The app did not answer:\n${served.log}`);
  }
}

/** Compares with the old worker under the real `runpod` SDK, on that input and on generated ones. */
async function compare(app: string, fal: PythonEnvironment, runpod: PythonEnvironment): Promise<number> {
  title(`runpod-to-fal verify ${worker}`);
  return commandLine(["verify", app, "--python", fal.python, "--runpod-python", runpod.python]);
}

/** The command line as it is shipped; what it says goes to the terminal. */
async function commandLine(args: readonly string[]): Promise<number> {
  const { code } = await run(process.execPath, [join("dist", "cli.js"), ...args], {
    onLine: (line) => {
      console.log(line);
    },
  });
  return code;
}

function expectExit(expected: number, code: number): void {
  if (code !== expected)
    throw new CommandError(`This should have ended with ${String(expected)}, not ${String(code)}.`);
}

/** An answer with its long texts, such as pictures, cut short. */
function shown(answer: NewAnswer): string {
  const shorten = (_key: string, value: Json): Json =>
    typeof value === "string" && value.length > shownCharacters
      ? `${value.slice(0, shownCharacters)}… (${String(value.length)} characters)`
      : value;
  return JSON.stringify(bodyOf(answer), shorten, 2);
}

function title(text: string): void {
  console.log(`\n── ${text}\n`);
}

/** Everything here goes through the server: nothing is asked that only a process of its own could answer. */
const servedOnly: ProofSide<NewResult> = {
  run: () => Promise.reject(new Error("nothing is run in process")),
  stop: () => Promise.resolve(),
};
