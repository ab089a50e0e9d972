import type { PythonModule } from "../../python/module.js";
import { explain, note } from "./build.js";
import type { LocalRewrite } from "./local-rewrite.js";
import type { SdkUse } from "./sdk-uses.js";
import { literalTexts } from "./strings.js";

const SETTINGS = "attributes of the `fal.App` and `fal deploy`";

/** The functions of the SDK that manage pods, templates and endpoints, and what stands for them. */
const FUNCTIONS: Readonly<Record<string, string | undefined>> = {
  create_endpoint: SETTINGS,
  create_template: "`requirements` or `image` of the `fal.App`",
  update_endpoint_template: SETTINGS,
  get_endpoints: "`fal apps list`",
  create_pod: "nothing: fal has no pods",
  get_pods: "nothing: fal has no pods",
  get_pod: "nothing: fal has no pods",
  stop_pod: "nothing: fal has no pods",
  resume_pod: "nothing: fal has no pods",
  terminate_pod: "nothing: fal has no pods",
  get_gpus: "`machine_type` of the `fal.App`",
  get_gpu: "`machine_type` of the `fal.App`",
  get_user: "the fal dashboard",
  update_user_settings: "the fal dashboard",
  create_container_registry_auth: "the `image` of the `fal.App`",
  update_container_registry_auth: "the `image` of the `fal.App`",
  delete_container_registry_auth: "the `image` of the `fal.App`",
  set_credentials: "`fal auth login`",
  get_credentials: "`fal auth login`",
  check_credentials: "`fal auth login`",
};

const HOSTS = ["api.runpod.io", "rest.runpod.io"];

/** Texts that only code has which manages RunPod's account. */
export const MANAGEMENT_MARKS: readonly string[] = [
  ...HOSTS,
  ...Object.keys(FUNCTIONS).map((name) => `runpod.${name}(`),
];

const MANAGEMENT = /^runpod\.(\w+)\(\)$/;

/** Whether a use calls a function that manages RunPod's account. */
export function isManagementCall({ node, name }: SdkUse): boolean {
  return node.type === "call" && FUNCTIONS[MANAGEMENT.exec(name)?.[1] ?? ""] !== undefined;
}

/** RunPod's management calls: the account's resources, which no program of a fal app manages. */
export function findManagementCalls(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  const found: LocalRewrite[] = [];
  for (const { node, name } of uses) {
    const called = MANAGEMENT.exec(name)?.[1];
    const counterpart = called === undefined || node.type !== "call" ? undefined : FUNCTIONS[called];
    if (counterpart !== undefined)
      found.push(manage(node, `\`runpod.${called ?? ""}\` manages RunPod's account`, counterpart));
  }
  for (const text of literalTexts(module, /api\.runpod\.io|rest\.runpod\.io/)) {
    found.push(manage(text, "This address is RunPod's management API", SETTINGS));
  }
  return found;
}

function manage(at: { start: number; end: number }, what: string, counterpart: string): LocalRewrite {
  const message = `${what}; on fal, its counterpart is ${counterpart}.`;
  const title = "Manage the app with the fal CLI instead";
  return explain(at, { rule: "management-api", message, title }, { severity: "information", remark: note(message) });
}
