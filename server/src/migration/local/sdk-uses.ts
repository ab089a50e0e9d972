import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { sdkName } from "./sdk-names.js";
import { valueName } from "./values.js";

/** An expression whose value comes from RunPod's SDK, by the SDK's own name; `()` ends the name of a call's result. */
export interface SdkUse {
  readonly node: PyNode;
  readonly name: string;
}

/**
 * Every use of RunPod's SDK in a module, in order of the text, longest expression last: `runpod`,
 * `runpod.Endpoint`, `runpod.Endpoint("x")` and so on, and the same for variables that hold what the SDK gave.
 */
export function findSdkUses(module: PythonModule): readonly SdkUse[] {
  const uses: SdkUse[] = [];
  for (const node of module.root.walk()) {
    if (node.type !== "identifier" || module.scopes.roleOf(node) !== "read") continue;
    const name = sdkName(valueName(module, node));
    if (name !== undefined) uses.push(...chain({ node, name }));
    else uses.push(...attributeChain(module, node));
  }
  return uses;
}

/** What an object or another module of the project holds: `self.log`, `common.log`. */
function attributeChain(module: PythonModule, owner: PyNode): readonly SdkUse[] {
  const isOwner = owner.text === "self" || module.names.importOf(owner) !== undefined;
  const attribute = isOwner && owner.parent?.type === "attribute" ? owner.parent : undefined;
  const isStored = attribute?.parent?.type === "assignment" && attribute.fieldName === "left";
  const name = attribute === undefined || isStored ? undefined : sdkName(valueName(module, attribute));
  return attribute === undefined || name === undefined ? [] : chain({ node: attribute, name });
}

/** A use and everything that is read from it, called on it and awaited. */
function chain(first: SdkUse): readonly SdkUse[] {
  const uses = [first];
  for (let use = longer(first); use !== undefined; use = longer(use)) uses.push(use);
  return uses;
}

function longer({ node, name }: SdkUse): SdkUse | undefined {
  const parent = node.parent;
  if (parent?.type === "attribute" && node.fieldName === "object") {
    return { node: parent, name: sdkName(`${name}.${parent.field("attribute")?.text ?? ""}`) ?? name };
  }
  if (parent?.type === "call" && node.fieldName === "function") return { node: parent, name: `${name}()` };
  return parent?.is("await", "parenthesized_expression") === true ? { node: parent, name } : undefined;
}

/** Whether a use is only a step towards a longer one. */
export function isStep({ node }: SdkUse): boolean {
  const parent = node.parent;
  if (parent === undefined) return false;
  return (
    (parent.type === "attribute" && node.fieldName === "object") ||
    (parent.type === "call" && node.fieldName === "function") ||
    parent.is("await", "parenthesized_expression")
  );
}
