import type { Binding, Scope } from "./scope-table.js";

/** Makes a name known in the scope in which binding it takes effect. */
export function bind(scope: Scope, name: string): void {
  const target = scopeFor(scope, name);
  if (!target.bindings.has(name)) target.bindings.set(name, { name, scope: target, references: [] });
}

/** The scope in which a binding of the name takes effect, `global` and `nonlocal` followed. */
function scopeFor(scope: Scope, name: string): Scope {
  if (scope.globals.has(name)) return moduleOf(scope);
  if (!scope.nonlocals.has(name)) return scope;
  let outer = scope.parent;
  while (outer !== undefined && (outer.kind !== "function" || !outer.bindings.has(name))) outer = outer.parent;
  return outer ?? scope;
}

/** The binding that a name read in a scope means, as Python looks it up. */
export function lookUp(scope: Scope, name: string): Binding | undefined {
  if (scope.globals.has(name)) return moduleOf(scope).bindings.get(name);
  let current: Scope | undefined = scope;
  while (current !== undefined) {
    const skipped = current.kind === "class" && current !== scope;
    const nonlocal = current === scope && scope.nonlocals.has(name);
    const found = skipped || nonlocal ? undefined : current.bindings.get(name);
    if (found !== undefined) return found;
    if (current !== scope && current.globals.has(name)) return moduleOf(scope).bindings.get(name);
    current = current.parent;
  }
  return undefined;
}

function moduleOf(scope: Scope): Scope {
  let current = scope;
  while (current.parent !== undefined) current = current.parent;
  return current;
}
