import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { comparison, positionalArguments } from "../../python/queries.js";
import { decision, explain, note, replace, rewrite } from "./build.js";
import type { LocalRewrite } from "./local-rewrite.js";
import { ENDPOINT_HOST } from "./endpoint-address.js";
import { MANAGEMENT_MARKS } from "./management-api.js";
import { mentions } from "./names.js";

/** Variables that RunPod sets and the ones by which fal says the same. */
const COUNTERPARTS: Readonly<Record<string, string | undefined>> = {
  RUNPOD_API_KEY: "FAL_KEY",
  RUNPOD_AI_API_KEY: "FAL_KEY",
  RUNPOD_POD_ID: "FAL_JOB_ID",
  RUNPOD_POD_HOSTNAME: "HOSTNAME",
  RUNPOD_ENDPOINT_ID: "FAL_APP_NAME",
  RUNPOD_PROJECT_ID: "FAL_APP_NAME",
  RUNPOD_WEBHOOK_GET_JOB: "FAL_RUNNER_STATE",
  RUNPOD_WEBHOOK_POST_OUTPUT: "FAL_RUNNER_STATE",
  RUNPOD_WEBHOOK_POST_STREAM: "FAL_RUNNER_STATE",
  RUNPOD_WEBHOOK_PING: "FAL_RUNNER_STATE",
};

/** The mark of a program that calls an endpoint: there the variable holds the id of what is called. */
const CLIENTS = ["Endpoint(", "fal_client."];

/** Variables of the SDK itself: without it they mean nothing. */
const OF_THE_SDK =
  /^RUNPOD_(?:LOG_LEVEL|DEBUG\w*|REALTIME_\w+|MIN_\w+|NETWORK_CHECK_TIMEOUT|GPU_\w+|SKIP_\w+|BINARY_\w+|MAX_DOWNLOAD_BYTES|ALLOW_\w+|PING_INTERVAL|INIT_TIMEOUT|ENDPOINT_BASE_URL|API_BASE_URL|UA_INTEGRATION|USE_CORE|SLS_CORE)$/;

/** Reads of the variables that RunPod sets in a worker. */
export function findRunpodEnvironment(module: PythonModule): readonly LocalRewrite[] {
  if (!module.source.includes("RUNPOD_")) return [];
  const found: LocalRewrite[] = [];
  for (const node of module.root.walk()) {
    const name = node.type === "string" ? stringValue(node) : undefined;
    if (name === undefined || !/^RUNPOD_[A-Z0-9_]+$/.test(name)) continue;
    const read = isSentToRunpod(module, name) ? undefined : environmentRead(module, node);
    if (read !== undefined) found.push(replaceVariable(module, node, name, read));
  }
  return found;
}

/** What is sent to RunPod's own addresses, or manages its account, stays RunPod's for as long as that code does. */
function isSentToRunpod(module: PythonModule, name: string): boolean {
  return SENT.has(name) && [ENDPOINT_HOST, ...MANAGEMENT_MARKS].some((mark) => mentions(module, mark));
}

const SENT: ReadonlySet<string> = new Set(["RUNPOD_API_KEY", "RUNPOD_AI_API_KEY", "RUNPOD_ENDPOINT_ID"]);

type Read = "required" | "optional" | "stored";

/** How the variable that a string names is used. */
function environmentRead(module: PythonModule, name: PyNode): Read | undefined {
  const parent = name.parent;
  if (parent?.type === "subscript" && isEnvironment(module, parent.field("value"))) {
    return parent.fieldName === "left" && parent.parent?.type === "assignment" ? "stored" : "required";
  }
  const compared = parent === undefined ? undefined : comparison(parent);
  if (compared !== undefined) return isEnvironment(module, compared.right) ? "optional" : undefined;
  const call = parent?.type === "argument_list" ? parent.parent : undefined;
  const callee = call?.field("function");
  if (call === undefined || callee === undefined || positionalArguments(call)[0] !== name) return undefined;
  if (module.names.of(callee) === "os.getenv") return "optional";
  const method = callee.type === "attribute" ? callee.field("attribute")?.text : undefined;
  const reads = method !== undefined && ["get", "pop", "setdefault"].includes(method);
  return reads && isEnvironment(module, callee.field("object")) ? "optional" : undefined;
}

function isEnvironment(module: PythonModule, node: PyNode | undefined): boolean {
  return node !== undefined && module.names.of(node) === "os.environ";
}

function replaceVariable(module: PythonModule, node: PyNode, name: string, read: Read): LocalRewrite {
  const isClient = name === "RUNPOD_ENDPOINT_ID" && CLIENTS.some((mark) => mentions(module, mark));
  const counterpart = isClient ? "FAL_APP" : COUNTERPARTS[name];
  if (counterpart !== undefined) return rename(node, name, counterpart);
  const isSdk = OF_THE_SDK.test(name);
  const message = isSdk
    ? `\`${name}\` sets up RunPod's SDK, which a fal app does not have.`
    : `RunPod sets \`${name}\`; fal has no such variable.`;
  const title = read === "required" && !isSdk ? "Set it with `fal secrets set`, or remove the read" : "Remove the read";
  const choices = {
    severity: read === "required" ? "warning" : "information",
    remark: read === "required" ? decision(`${message} ${title}.`) : note(`${message} The read finds nothing.`),
  } as const;
  return explain(node, { rule: "runpod-environment", message, title }, choices);
}

function rename(node: PyNode, name: string, counterpart: string): LocalRewrite {
  const content = node.children.find(({ type }) => type === "string_content") ?? node;
  const texts = {
    rule: "runpod-environment",
    message: `RunPod sets \`${name}\`; on fal, \`${counterpart}\` says the same.`,
    title: `Read ${counterpart}`,
  } as const;
  return rewrite(node, texts, [replace(content, counterpart)], {
    safety: "review",
    remark: note(`${name} was renamed to ${counterpart}; its values have another form`),
  });
}
