import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { MigrationReport } from "../../server/src/migration/report.js";
import { compareAnswer } from "../../server/src/proof/compare.js";
import { brief, type Json } from "../../server/src/proof/json.js";
import { bodyOf, outcomeOf } from "../../server/src/proof/outcome.js";
import type { ProofSide } from "../../server/src/proof/proof-side.js";
import { requestsOf } from "../../server/src/proof/requests.js";
import { ServedApp } from "../../server/src/proof/served-app.js";
import { ServedWorker } from "../../server/src/proof/served-worker.js";
import type { NewAnswer, NewResult, OldAnswer, OldResult } from "../../server/src/proof/task.js";
import { pythonEnvironment, requirementsOf } from "../environments.js";
import { CommandError, run } from "../setup/command.js";
import { step } from "../setup/progress.js";

/** The example, as its author keeps it. */
const example = "examples/text-recognition";
const worker = "handler.py";

const limits = { loadSeconds: 120, requestSeconds: 60 };

/** Plays the main job in the terminal: findings, diff, the app served, a real input sent, the old worker's answer beside it. */
export async function playMainJob(): Promise<number> {
  const root = process.cwd();
  const migrated = join(root, ".cache/main-job", "text-recognition");
  rmSync(migrated, { recursive: true, force: true });
  cpSync(join(root, example), migrated, { recursive: true });

  title(`What of RunPod stands in ${example}`);
  await printed(["check", example], 1);
  title("What the migration changes");
  await printed(["migrate", example, "--diff"], 0);
  const report = join(root, ".cache/main-job", "report.json");
  await printed(["migrate", migrated, "--write", "--report", report], 0);
  console.log(`\nApp: ${appIn(report)}`);

  const input = JSON.parse(readFileSync(join(root, example, "test_input.json"), "utf8")) as Json;
  const requests = requestsOf([input]);
  const fresh = await answerOfApp(migrated, requests);
  const old = await answerOfWorker(join(root, example), requests);
  return verdict(old, fresh);
}

type Requests = ReturnType<typeof requestsOf>;

async function answerOfApp(folder: string, requests: Requests): Promise<NewAnswer> {
  const { python } = await pythonEnvironment("fal", requirementsOf(folder));
  title(`Serving the app with \`fal run --local ${worker}\` and sending ${brief(requests[0]?.input, 90)}`);
  const served = new ServedApp(python, servedOnly<NewResult>());
  const result = await step("Loading the model and answering", () =>
    served.run({ folder, file: worker, requests, limits }),
  );
  const [answer] = result.answers;
  if (answer === undefined)
    throw new CommandError(`The app did not start: ${result.why ?? "no answer"}\n${result.log ?? ""}`);
  console.log(`HTTP ${String(answer.status ?? answer.ended)}\n${JSON.stringify(bodyOf(answer), null, 2)}`);
  return answer;
}

async function answerOfWorker(folder: string, requests: Requests): Promise<OldAnswer> {
  const { python } = await pythonEnvironment("runpod", requirementsOf(folder));
  title("The old worker's answer, in the production mode of the runpod SDK");
  const served = new ServedWorker(python, servedOnly<OldResult>());
  const result = await step("Starting the worker and answering", () =>
    served.run({ folder, file: worker, requests, limits }),
  );
  const [answer] = result.answers;
  if (answer === undefined) throw new CommandError(`The old worker did not start: ${result.why ?? "no answer"}`);
  const outcome = outcomeOf(answer);
  console.log(
    outcome.kind === "completed" ? `COMPLETED\n${JSON.stringify(outcome.output, null, 2)}` : JSON.stringify(outcome),
  );
  return answer;
}

function verdict(old: OldAnswer, fresh: NewAnswer): number {
  const { verdict, differences } = compareAnswer({ old, fresh, refreshes: false, samePixels: new Set() });
  title("Comparison");
  if (verdict === "equal") {
    console.log("Equal: the app answers what the worker answered.");
    return 0;
  }
  console.log(`The answers differ:\n${JSON.stringify(differences, null, 2)}`);
  return 1;
}

/** The command line as it is shipped; its answer goes to the terminal. */
async function printed(args: readonly string[], expected: number): Promise<void> {
  const { code } = await run(process.execPath, [join("dist", "cli.js"), ...args], {
    onLine: (line) => {
      console.log(line);
    },
  });
  if (code !== expected) {
    throw new CommandError(`runpod-to-fal ${args.join(" ")} ended with ${String(code)}, not ${String(expected)}.`);
  }
}

function appIn(report: string): string {
  const { files } = JSON.parse(readFileSync(report, "utf8")) as MigrationReport;
  return files.flatMap(({ apps }) => apps.map((app) => `${app.file}::${app.class}, ${app.name}`)).join("; ");
}

function title(text: string): void {
  console.log(`\n── ${text}\n`);
}

/** Both sides are served here; what only a forked child can answer is not asked. */
function servedOnly<Result extends OldResult | NewResult>(): ProofSide<Result> {
  return { run: () => Promise.reject(new Error("nothing is run in process")), stop: () => Promise.resolve() };
}
