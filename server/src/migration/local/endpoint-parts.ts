import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { decision, rewrite } from "./build.js";
import type { LocalRewrite } from "./local-rewrite.js";
import type { SdkUse } from "./sdk-uses.js";
import { markLine } from "./statements.js";

/** How one form of using RunPod's client is rewritten. */
export type Replace = (module: PythonModule, use: SdkUse, uses: readonly SdkUse[]) => LocalRewrite | undefined;

/** The canonical names of RunPod's two clients. */
export const ENDPOINT = "runpod.Endpoint";
export const ASYNC_ENDPOINT = "runpod.AsyncioEndpoint";

/** The import of fal's client. */
export const CLIENT = "import fal_client";

/** What a finding of this rule says, and what its fix is called. */
export function texts(message: string, title: string): { rule: "endpoint-client"; message: string; title: string } {
  return { rule: "endpoint-client", message, title };
}

/** What a method is called on. */
export function receiverOf(call: PyNode): readonly PyNode[] {
  const receiver = call.field("function")?.field("object");
  return receiver === undefined ? [] : [receiver];
}

/** A use that stays as it is, marked, because nothing of fal's client stands for it. */
export function markUse(module: PythonModule, node: PyNode, subject: ReturnType<typeof texts>): LocalRewrite {
  const mark = markLine(module, node, "rewrite this line, because fal's client has no counterpart of it");
  const remark = decision(`${subject.message} ${subject.title}.`);
  return rewrite(node, subject, mark, { safety: mark.length === 0 ? "manual" : "review", severity: "warning", remark });
}
