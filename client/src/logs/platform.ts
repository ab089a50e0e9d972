import { FailureError } from "../failure.js";
import { t } from "../localize.js";

/** Where fal's own APIs are, and the key to them. */
export interface Platform {
  /** The documented one: logs. Without a slash at its end. */
  readonly address: string;
  /** The older one: runners, accounts. */
  readonly restAddress: string;
  readonly key: string;
}

export interface Runner {
  readonly id: string;
  readonly app: string;
  readonly state: string;
  readonly machine: string;
}

/** How long one question may take. Milliseconds. */
const TIMEOUT = 20_000;

/** The name that the account's apps are below. */
export async function ownerOf(platform: Platform): Promise<string> {
  const { nickname } = recordOf(await get(platform, "/users/current"));
  return typeof nickname === "string" ? nickname : "";
}

/** The runners that are up now. */
export async function runnersOf(platform: Platform): Promise<readonly Runner[]> {
  const { runners } = recordOf(await get(platform, "/runners/"));
  return Array.isArray(runners) ? runners.flatMap(runnerOf) : [];
}

function runnerOf(value: unknown): readonly Runner[] {
  const { runner_id: id, application, state, machine_type: machine } = recordOf(value);
  if (typeof id !== "string") return [];
  return [{ id, app: textOf(application), state: textOf(state), machine: textOf(machine) }];
}

async function get({ restAddress, key }: Platform, path: string): Promise<unknown> {
  const headers = { authorization: `Key ${key}`, accept: "application/json" };
  let response: Response;
  try {
    response = await fetch(restAddress + path, { headers, signal: AbortSignal.timeout(TIMEOUT) });
  } catch (error) {
    throw new FailureError(unreachable(restAddress, error));
  }
  if (!response.ok) throw await refusalOf(response);
  return response.json();
}

/** An answer that is no answer, as something to tell. */
export async function refusalOf(response: Response): Promise<FailureError> {
  const cause = causeIn(await response.text().catch(() => ""));
  const isKey = response.status === 401 || response.status === 403;
  return new FailureError({
    kind: isKey ? "refused-key" : "refused",
    message: isKey ? t("fal refused the API key.") : t("fal answered with status {0}.", response.status),
    ...(cause === "" ? {} : { cause }),
    remedy: isKey ? { kind: "set-key" } : { kind: "retry" },
  });
}

export function unreachable(address: string, error: unknown): FailureError["failure"] {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return { kind: "no-host", message: t("{0} could not be reached.", address), cause, remedy: { kind: "retry" } };
}

/** Both APIs have their own form of an error. */
function causeIn(body: string): string {
  try {
    const { detail, error } = recordOf(JSON.parse(body));
    return textOf(detail) || textOf(recordOf(error)["message"]);
  } catch {
    return "";
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
