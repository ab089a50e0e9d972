import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { Rewriter } from "../../../python/rewriter.js";
import type { Binding } from "../../../python/scope-table.js";
import { switchOf, type StartCall } from "../../../runpod/start-calls.js";
import type { ConfiguredRefresh } from "./runner-refreshes.js";

/**
 * The expression in a configuration of `start` that decides whether the worker is replaced behind every job; undefined
 * where it is certain, or where an endpoint could not evaluate it: what is always replaced is never stale.
 */
export function refreshCondition(module: PythonModule, start: StartCall): PyNode | undefined {
  const value = switchOf(start, "refresh_worker");
  if (value === "on" || value === "off") return undefined;
  return names(module, value).every(({ binding }) => isVisible(binding, value)) ? value : undefined;
}

/** Behind which answers a configuration replaces the runner, its condition written as `render` has it. */
export function configuredRefresh(
  module: PythonModule,
  start: StartCall,
  render: (condition: PyNode) => string | undefined,
): ConfiguredRefresh {
  if (switchOf(start, "refresh_worker") === "off") return "never";
  const node = refreshCondition(module, start);
  const condition = node === undefined ? undefined : render(node);
  return condition === undefined ? "always" : { condition };
}

/** An expression of a module as another file has it that imported the module; undefined where it needs an import. */
export function fromOutside(module: PythonModule, expression: PyNode, holder: string): string | undefined {
  const rewriter = new Rewriter(module.source);
  for (const { node, binding } of names(module, expression)) {
    if (module.names.imports.some(({ local }) => local === binding.name)) return undefined;
    if (binding.scope.kind === "module") rewriter.replace(node, `${holder}.${node.text}`);
  }
  return rewriter.render(expression);
}

function names(module: PythonModule, expression: PyNode): readonly { node: PyNode; binding: Binding }[] {
  return [...expression.walk()].flatMap((node) => {
    const binding = node.type === "identifier" ? module.scopes.bindingOf(node) : undefined;
    return binding === undefined ? [] : [{ node, binding }];
  });
}

function isVisible({ scope }: Binding, expression: PyNode): boolean {
  return scope.kind === "module" || expression.contains(scope.node);
}
