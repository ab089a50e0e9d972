import { comparison, type Comparison } from "./difference.js";
import { inputFields } from "./input-schema.js";
import { isObject } from "./json.js";
import type { ProofSide } from "./proof-side.js";
import type { NewResult, Request, Task } from "./task.js";

/** What a caller of RunPod put beside the input of a job. */
function besideInput(request: Request): readonly string[] {
  return Object.keys(request).filter((key) => key !== "id" && key !== "input");
}

/** Those keys of which the migration made fields of the input, and said so. */
export type MovedKeys = ReadonlySet<string>;

/** The keys beside the inputs that the app takes inside of them; it is asked only where some request has such keys. */
export async function movedKeys(
  side: ProofSide<NewResult>,
  task: Task,
  requests: readonly Request[],
): Promise<MovedKeys> {
  const beside = new Set(requests.flatMap(besideInput));
  if (beside.size === 0) return beside;
  const { openapi = {}, endpoints = [] } = await side.run({ ...task, requests: [], describe: true });
  const fields = endpoints.flatMap((path) => inputFields(openapi, path)).map(({ name }) => name);
  return new Set([...beside].filter((key) => fields.includes(key)));
}

/** The app's side, whose callers send inside the input what they sent beside it. */
export function withMovedKeys(side: ProofSide<NewResult>, keys: MovedKeys): ProofSide<NewResult> {
  if (keys.size === 0) return side;
  return {
    stop: () => side.stop(),
    run: (task) => side.run({ ...task, requests: task.requests.map((request) => moved(request, keys)) }),
  };
}

function moved(request: Request, keys: MovedKeys): Request {
  if (!isObject(request.input)) return request;
  const beside = Object.fromEntries(Object.entries(request).filter(([key]) => keys.has(key)));
  return { ...request, input: { ...beside, ...request.input } };
}

/** That a request was sent otherwise than to RunPod, as the migration announced. */
export function announcedMove(request: Request, keys: MovedKeys): Comparison {
  const sent = besideInput(request).filter((key) => keys.has(key));
  return comparison(
    [],
    sent.map((key) => `\`${key}\` stood beside the input, and is sent inside it`),
  );
}
