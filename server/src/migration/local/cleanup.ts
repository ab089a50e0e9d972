import { literalOf } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { positionalArguments } from "../../python/queries.js";
import { note, replace, rewrite } from "./build.js";
import type { Definition, LocalRewrite } from "./local-rewrite.js";
import { defineFunction } from "./names.js";
import { isStep, type SdkUse } from "./sdk-uses.js";

const CLEAN = "runpod.serverless.utils.rp_cleanup.clean";

/** `rp_cleanup.clean` by the standard library. It never empties /tmp, which other parts of a fal runner use. */
export function findCleanups(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  return uses
    .filter((use) => use.name === CLEAN && (!isStep(use) || use.node.parent?.type === "call"))
    .map(({ node }) => replaceClean(module, node));
}

function replaceClean(module: PythonModule, callee: PyNode): LocalRewrite {
  const definition = cleanDefinition(module);
  const wipesTemporary = callee.parent?.type === "call" && namesTemporary(callee.parent);
  const texts = {
    rule: "cleanup",
    message: "`rp_cleanup.clean` deletes a job's folders; on fal, `shutil.rmtree` does the same.",
    title: wipesTemporary ? "Delete the folders with shutil, but keep /tmp" : "Delete the folders with shutil",
  } as const;
  const kept = "/tmp is kept: other parts of a fal runner, and other requests, have files there";
  return rewrite(callee, texts, [replace(callee, definition.name)], {
    definitions: [definition],
    safety: wipesTemporary ? "review" : "safe",
    severity: wipesTemporary ? "warning" : "information",
    remark: wipesTemporary ? note(kept) : undefined,
  });
}

function namesTemporary(call: PyNode): boolean {
  const folders = literalOf(positionalArguments(call)[0]);
  if (folders?.kind !== "list" && folders?.kind !== "tuple") return false;
  return folders.items.some((item) => item.kind === "str" && /^\/tmp\/?$/.test(item.value));
}

function cleanDefinition(module: PythonModule): Definition {
  return defineFunction(
    module,
    "remove_job_files",
    ["import os", "import shutil"],
    (name, os = "os", shutil = "shutil") => `def ${name}(folder_list=None):
    """Delete what a job left behind, but never /tmp itself, which other requests use."""
    for folder in ["input_objects", "output_objects", "job_files", *(folder_list or [])]:
        if ${os}.path.abspath(folder) not in ("/", "/tmp"):
            ${shutil}.rmtree(folder, ignore_errors=True)
    if ${os}.path.exists("output.zip"):
        ${os}.remove("output.zip")
`,
  );
}
