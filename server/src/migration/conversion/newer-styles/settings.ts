import { literalOf, type Literal } from "../../../python/literals.js";
import type { PyNode } from "../../../python/node.js";
import { keywordArgument } from "../../../python/queries.js";
import type { Streaming } from "../answers/realtime-method.js";
import type { Media } from "../answers/uploads.js";
import type { RuleName } from "../../rules/names.js";

/** What RunPod's newer styles say about the app, beside its functions. */
export interface EndpointSettings {
  readonly requirements: readonly string[];
  /** Options of the class. */
  readonly options: readonly string[];
  /** The GPUs and processors asked for, as they are called there. */
  readonly machines: readonly string[];
  readonly gpuCount: number | undefined;
  /** Paths of endpoints by handler, where they are not those of a worker. */
  readonly paths: ReadonlyMap<string, string>;
  /** Functions that stand for an HTTP route as they are: their parameters are the request's. */
  readonly routes: ReadonlySet<string>;
  readonly remarks: readonly SettingRemark[];
  /** How the chunks of generators reach the caller: a choice of the person who migrates. */
  readonly streaming: Streaming;
  /** Whether base64 in answers stays, or becomes files of `fal.toolkit`: another such choice. */
  readonly media: Media;
}

export interface SettingRemark {
  readonly kind: "note" | "decision";
  readonly rule: RuleName;
  readonly at: PyNode | undefined;
  readonly reason: string;
}

export const NO_SETTINGS: EndpointSettings = {
  requirements: [],
  options: [],
  machines: [],
  gpuCount: undefined,
  paths: new Map(),
  routes: new Set(),
  remarks: [],
  streaming: "events",
  media: "base64",
};

type Setting = Pick<EndpointSettings, "requirements" | "options" | "machines" | "gpuCount" | "remarks">;

/** What the calls that declare an endpoint ask for; of several the first that says something counts. */
export function settingsOf(rule: RuleName, declarations: readonly PyNode[]): Setting {
  const option = (names: readonly string[]): PyNode | undefined =>
    declarations.flatMap((call) => names.map((name) => keywordArgument(call, name))).find(Boolean);
  const gpuCount = integer(literalOf(option(["gpu_count", "gpuCount"])));
  return {
    requirements: declarations.flatMap((call) => texts(literalOf(keywordArgument(call, "dependencies")))),
    options: [
      ...workerOptions(option),
      ...OPTIONS.flatMap(({ names, fal, unit }) => optionText(option(names), fal, unit)),
    ],
    machines: [
      ...machineNames(option(["gpu", "gpus"])),
      ...machineNames(option(["cpu", "instanceIds", "instance_ids"])),
    ],
    gpuCount: gpuCount === 1 ? undefined : gpuCount,
    remarks: WITHOUT_COUNTERPART.flatMap(({ names, kind, reason }) => {
      const at = option(names);
      return at === undefined || isEmpty(at) ? [] : [{ kind, rule, at, reason }];
    }),
  };
}

interface Option {
  readonly names: readonly string[];
  readonly fal: string;
  /** How many of RunPod's units are one of fal's. */
  readonly unit: number;
}

const OPTIONS: readonly Option[] = [
  { names: ["workersMin", "workers_min"], fal: "min_concurrency", unit: 1 },
  { names: ["workersMax", "workers_max"], fal: "max_concurrency", unit: 1 },
  { names: ["idle_timeout", "idleTimeout"], fal: "keep_alive", unit: 1 },
  { names: ["execution_timeout_ms", "executionTimeoutMs"], fal: "request_timeout", unit: 1000 },
];

const WITHOUT_COUNTERPART: readonly (Pick<SettingRemark, "kind" | "reason"> & { readonly names: readonly string[] })[] =
  [
    {
      names: ["system_dependencies"],
      kind: "decision",
      reason:
        "`system_dependencies` are packages of the system: give the app an `image` whose Dockerfile installs them with apt-get.",
    },
    {
      names: ["volume", "volumes", "networkVolumeId"],
      kind: "note",
      reason: "A network volume is fal's `/data`, which every runner has: copy what lies on the volume there.",
    },
    {
      names: ["env", "secrets"],
      kind: "decision",
      reason:
        "`env` sets variables of the endpoint: give the app its secrets with `fal secrets set`, and constants in `setup()`.",
    },
  ];

function isEmpty(node: PyNode): boolean {
  return node.is("none") || (node.is("list", "dictionary") && node.namedChildren.length === 0);
}

/** `workers=(1, 4)` are the least and the most; a single number is the most. */
function workerOptions(option: (names: readonly string[]) => PyNode | undefined): readonly string[] {
  const workers = literalOf(option(["workers"]));
  if (workers?.kind === "int") return [`max_concurrency=${String(workers.value)}`];
  const [least, most] = workers?.kind === "tuple" ? workers.items : [];
  if (least?.kind !== "int" || most?.kind !== "int") return [];
  return [`min_concurrency=${String(least.value)}`, `max_concurrency=${String(most.value)}`];
}

function optionText(node: PyNode | undefined, fal: string, unit: number): readonly string[] {
  const value = integer(literalOf(node));
  return value === undefined || value === 0 ? [] : [`${fal}=${String(Math.ceil(value / unit))}`];
}

function integer(literal: Literal | undefined): number | undefined {
  return literal?.kind === "int" ? literal.value : undefined;
}

function texts(literal: Literal | undefined): readonly string[] {
  const items = literal?.kind === "list" || literal?.kind === "tuple" ? literal.items : [];
  return items.flatMap((item) => (item.kind === "str" ? [item.value] : []));
}

/** `"4090"`, `GpuGroup.ADA_24`, `[GpuType.NVIDIA_L4]`, `CpuInstanceType.CPU3C_1_2`. */
function machineNames(node: PyNode | undefined): readonly string[] {
  const items = node?.is("list", "tuple") === true ? node.namedChildren : node === undefined ? [] : [node];
  return items.map(({ text }) => text.replace(/^["']|["']$/g, ""));
}
