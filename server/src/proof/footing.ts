import { inputsHost } from "./likely-values.js";
import { outcomeOf } from "./outcome.js";
import type { ProofSide } from "./proof-side.js";
import type { Program } from "./prove.js";
import type { OldResult, Request, Task } from "./task.js";

/** What the old worker needs to get as far as an answer. */
export interface Footing {
  /** The first of the candidates that the worker answered; undefined where it answered none. */
  readonly answered: Request | undefined;
  /** Placeholders for variables that nobody set, where the worker does better with them. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the worker said of the first candidate. */
  readonly told: string;
  /** The worker's last start, where none succeeded: there is no use in trying again. */
  readonly stuck: OldResult | undefined;
}

/** What a run has in common with every other: doubles, limits, network. */
export type Conditions = Omit<Task, "folder" | "files" | "file" | "requests">;

const limits = { requestSeconds: 20, totalSeconds: 60 };

/** Tries likely inputs on the old worker alone, as it is and with placeholders for variables that are not set. */
export async function findFooting(
  old: ProofSide<OldResult>,
  program: Program,
  candidates: readonly Request[],
  variables: readonly string[],
  conditions: Conditions,
): Promise<Footing> {
  const plain = await attempt(old, program, candidates, {}, conditions);
  // RunPod's SDK stores files where these say, and without them beside the worker, where they can be compared.
  const named = variables.filter((name) => !name.startsWith("BUCKET_"));
  if (plain.answered !== undefined || named.length === 0) return plain;
  const placeholders = Object.fromEntries(named.map((name) => [name, placeholder(name)]));
  const equipped = await attempt(old, program, candidates, placeholders, conditions);
  const gotFurther = plain.stuck !== undefined && equipped.stuck?.why !== plain.stuck.why;
  const wantsThem = variables.some((name) => plain.told.includes(name));
  return equipped.answered !== undefined || gotFurther || wantsThem ? equipped : plain;
}

async function attempt(
  old: ProofSide<OldResult>,
  program: Program,
  requests: readonly Request[],
  environment: Readonly<Record<string, string>>,
  conditions: Conditions,
): Promise<Footing> {
  const task = { ...program, ...conditions, limits: { ...conditions.limits, ...limits }, environment, requests };
  const result = await old.run(task);
  const answered = requests.find((_, index) => isAnswered(result, index));
  const told = JSON.stringify(result.answers[0]?.posted ?? "");
  return { answered, environment, told, stuck: result.started ? undefined : result };
}

function isAnswered(result: OldResult, index: number): boolean {
  const answer = result.answers[index];
  return answer !== undefined && outcomeOf(answer).kind === "completed";
}

/** A text of the kind that a variable's name asks for. */
function placeholder(name: string): string {
  if (/PORT|COUNT|SIZE|MAX|MIN|NUM|TIMEOUT|SECONDS|LIMIT|LENGTH|WORKERS|CONCURREN/.test(name)) return "8";
  if (/URL|URI|ENDPOINT|HOST/.test(name)) return inputsHost;
  return "placeholder";
}
