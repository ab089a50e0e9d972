import { onlyValue } from "../../python/bindings.js";
import { literalOf } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { keywordArgument } from "../../python/queries.js";
import { readWorkspaceModule, type Workspace } from "../workspace.js";
import { NOTHING_FOUND, type FoundRequirements } from "./pip-options.js";
import { parseRequirement } from "./requirement.js";

/** What a `setup.py` installs, as far as it writes it down: `install_requires` as a list, or a name for one. */
export function readSetupScript(workspace: Workspace, path: string): FoundRequirements {
  const module = readWorkspaceModule(workspace, path, () => false);
  const list = module === undefined ? undefined : installRequires(module);
  const literal = literalOf(list);
  if (literal?.kind !== "list") return NOTHING_FOUND;
  const found = literal.items.flatMap((item) => {
    const requirement = item.kind === "str" ? parseRequirement(item.value) : undefined;
    return requirement === undefined ? [] : [{ requirement, source: path }];
  });
  return { ...NOTHING_FOUND, found };
}

function installRequires(module: PythonModule): PyNode | undefined {
  for (const node of module.root.walk()) {
    const list = node.type === "call" ? keywordArgument(node, "install_requires") : undefined;
    if (list === undefined) continue;
    return list.type === "identifier" ? onlyValue(module.scopes.bindingOf(list)) : list;
  }
  return undefined;
}
