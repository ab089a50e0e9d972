import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { MeasuredServer } from "./bench/language-server.js";
import { typeAtPlaces, type Keystroke } from "./bench/typing.js";
import { largeWorker } from "./bench/worker.js";
import { namedEnvironment } from "./environments.js";

const RUFF = "0.17.6";

const LINES = 1_000;

const PLACES = 20;

/** Everything is typed so often: the best of the rounds shows what a keystroke costs when the machine does nothing else. */
const ROUNDS = 3;

const DOCUMENTS = 500;

/** Enough typing for both servers to have compiled what they run. */
const WARM_UP_PLACES = 6;

/**
 * Types into a worker of 1,000 lines in this project's language server and in ruff's, in turn, and compares how long
 * the diagnostics take. Fails where ruff is faster.
 */
export async function main(): Promise<number> {
  const environment = await namedEnvironment(`ruff-${RUFF}`, [`ruff==${RUFF}`]);
  build();
  const text = largeWorker(LINES);
  const ours = await MeasuredServer.start("runpod-to-fal", process.execPath, [join("dist", "server.js"), "--stdio"]);
  const ruff = await MeasuredServer.start(`ruff ${RUFF}`, join(environment.scripts, "ruff"), ["server"]);
  try {
    console.log(
      `A worker of ${String(text.split("\n").length)} lines; milliseconds from a change to its diagnostics.\n`,
    );
    const opened = [await ours.open(text), await ruff.open(text)];
    console.log(row("", [ours.name, ruff.name, "ratio"]));
    console.log(row("opened", [...opened.map(milliseconds), ratio(opened)]));
    await typeInTurn([ours, ruff], typeAtPlaces(text, WARM_UP_PLACES));
    const keystrokes = typeAtPlaces(text, PLACES);
    const rounds: (readonly number[][])[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await typeInTurn([ours, ruff], keystrokes));
    const exitCode = compare(rounds, [ours, ruff]);
    await openMany([ours, ruff], text);
    return exitCode;
  } finally {
    await Promise.all([ours.stop(), ruff.stop()]);
  }
}

function build(): void {
  const { status } = spawnSync(process.execPath, ["esbuild.mjs"], { stdio: "inherit" });
  if (status !== 0) throw new Error("The build failed.");
}

/** Opens many workers, no two of which share a function, and prints the memory that each server holds then. */
async function openMany(servers: readonly MeasuredServer[], text: string): Promise<void> {
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const own = text.replaceAll(/^((?:async )?def )/gm, `$1worker${String(number)}_`);
    for (const server of servers) await server.open(own, `file:///bench/worker${String(number)}.py`);
  }
  console.log(`\nMB with ${String(DOCUMENTS)} such workers open: ${servers.map(memoryOf).join(", ")}.`);
}

function memoryOf(server: MeasuredServer): string {
  return `${server.name} ${String(server.residentMemory())}`;
}

/** One character into each server after the other, so that both see the same machine; each goes first every other time. */
async function typeInTurn(
  servers: readonly MeasuredServer[],
  keystrokes: readonly Keystroke[],
): Promise<readonly number[][]> {
  const times: number[][] = servers.map(() => []);
  for (const [index, keystroke] of keystrokes.entries()) {
    const order = index % 2 === 0 ? [...servers.keys()] : [...servers.keys()].reverse();
    for (const which of order) times[which]?.push((await servers[which]?.type(keystroke)) ?? Number.NaN);
  }
  return times;
}

function compare(rounds: readonly (readonly number[][])[], servers: readonly MeasuredServer[]): number {
  const all = servers.map((_, which) => rounds.flatMap((round) => round[which] ?? []));
  const best = servers.map((_, which) => bestOf(rounds.map((round) => round[which] ?? [])));
  const [p50, p95] = [shares(all, "p50", 0.5), shares(all, "p95", 0.95)];
  shares(best, "p50, quiet", 0.5);
  shares(best, "p95, quiet", 0.95);
  console.log(
    row(
      "diagnostics",
      servers.map(({ findings }) => String(findings)),
    ),
  );
  const isFaster = isFirstSmaller(p50) && isFirstSmaller(p95);
  console.log(`\n${String(all[0]?.length)} changes. ${isFaster ? "Faster" : "NOT faster"} than ruff at p50 and p95.`);
  return isFaster ? 0 : 1;
}

/** Prints and returns what a share of the changes stays below, per server. */
function shares(times: readonly (readonly number[])[], name: string, share: number): readonly number[] {
  const values = times.map((each) => percentile(each, share));
  console.log(row(name, [...values.map(milliseconds), ratio(values)]));
  return values;
}

function bestOf(rounds: readonly (readonly number[])[]): readonly number[] {
  return (rounds[0] ?? []).map((_, index) => Math.min(...rounds.map((round) => round[index] ?? Infinity)));
}

function isFirstSmaller([ours = Infinity, theirs = 0]: readonly number[]): boolean {
  return ours < theirs;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function ratio([ours = Number.NaN, theirs = Number.NaN]: readonly number[]): string {
  return `${(theirs / ours).toFixed(2)} x`;
}

function milliseconds(value: number): string {
  return value.toFixed(2);
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(14) + cells.map((cell) => cell.padStart(16)).join("");
}
