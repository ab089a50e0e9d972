import { assignedAt, bindsOf, onlyBind } from "../../python/bindings.js";
import { definitionOf } from "../../python/functions.js";
import { importedNames } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import type { Binding } from "../../python/scope-table.js";
import { methodNamed, type ResolvedDefinition } from "../../runpod/handed-on.js";
import type { CodeIndex } from "./code-index.js";

type Found = ResolvedDefinition | undefined;

/** Finds the function or class that a callee names: of the file, imported, a method, or what an object's class says. */
export class Callees {
  constructor(private readonly index: CodeIndex) {}

  resolve(module: PythonModule, callee: PyNode, depth = 0): Found {
    const node = unparenthesized(callee);
    if (depth > 6) return undefined;
    if (node.type === "identifier") return this.ofName(module, node, depth);
    if (node.type === "attribute") return this.ofAttribute(module, node, depth);
    return undefined;
  }

  private ofName(module: PythonModule, name: PyNode, depth: number): Found {
    const definition = definitionOf(module, name);
    if (definition !== undefined) return { module, definition, isBound: false };
    const imported = this.imported(module, name, depth);
    if (imported !== undefined) return imported;
    // An object that is called runs its class's `__call__`.
    return this.method(this.classOf(module, name, depth), "__call__", depth);
  }

  private imported(module: PythonModule, name: PyNode, depth: number): Found {
    const found = module.names.importOf(name);
    if (found?.isFrom !== true) return undefined;
    const other = this.index.moduleOf(module, found.module);
    const original = importedNames(found.statement).find(({ local }) => local === name.text)?.clause;
    const wanted = (original?.field("name") ?? original)?.text;
    return other === undefined || wanted === undefined ? undefined : this.exported(other, wanted, depth + 1);
  }

  /** A function or class that another module offers under a name, its own or one that it imports. */
  private exported(module: PythonModule, name: string, depth: number): Found {
    const bind = onlyBind(module.scopes.module.bindings.get(name));
    return bind === undefined || depth > 6 ? undefined : this.resolve(module, bind, depth);
  }

  private ofAttribute(module: PythonModule, node: PyNode, depth: number): Found {
    const [object, name] = [node.field("object"), node.field("attribute")?.text ?? ""];
    if (object === undefined) return undefined;
    const imported = object.type === "identifier" ? module.names.importOf(object) : undefined;
    const other =
      imported === undefined
        ? undefined
        : this.index.moduleOf(module, imported.isFrom ? imported.origin : imported.module);
    if (other !== undefined) return this.exported(other, name, depth + 1);
    const named = this.resolve(module, object, depth + 1);
    if (named?.definition.type === "class_definition") return this.method(named, name, depth);
    return this.method(this.classOf(module, object, depth), name, depth);
  }

  private method(owner: Found, name: string, depth: number): Found {
    if (owner === undefined || depth > 6) return undefined;
    const definition = methodNamed(owner.definition, name);
    if (definition !== undefined) {
      const isStatic = definition.parent?.children.some(({ text }) => text === "@staticmethod") === true;
      return { module: owner.module, definition, isBound: !isStatic };
    }
    for (const base of owner.definition.field("superclasses")?.namedChildren ?? []) {
      const found = this.resolve(owner.module, base, depth + 1);
      const inherited = found?.definition.type === "class_definition" ? this.method(found, name, depth + 1) : undefined;
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  }

  /** The class an object is made of: `self`, `Engine()`, or a name or attribute that is given such a call. */
  private classOf(module: PythonModule, object: PyNode, depth: number): Found {
    const node = unparenthesized(object);
    if (depth > 6) return undefined;
    if (node.type === "call") return this.classCalled(module, node, depth);
    if (node.type === "attribute") return this.classOfAttribute(module, node, depth);
    if (node.type !== "identifier") return undefined;
    const around = node.ancestor("class_definition");
    if ((node.text === "self" || node.text === "cls") && around !== undefined)
      return { module, definition: around, isBound: false };
    const imported = module.names.importOf(node);
    const other = imported?.isFrom === true ? this.index.moduleOf(module, imported.module) : undefined;
    const binding =
      other === undefined
        ? module.scopes.bindingOf(node)
        : other.scopes.module.bindings.get(originalName(imported?.origin));
    return this.firstClass(other ?? module, possibleValues(binding), depth);
  }

  /** `self.engine`, by what the class assigns to it. */
  private classOfAttribute(module: PythonModule, node: PyNode, depth: number): Found {
    const owner = node.field("object");
    const around = owner?.text === "self" ? node.ancestor("class_definition") : undefined;
    if (around === undefined) return undefined;
    const values: PyNode[] = [];
    for (const inner of around.walk()) {
      const value = inner.type === "assignment" ? inner.field("right") : undefined;
      if (value !== undefined && inner.field("left")?.text === node.text) values.push(value);
    }
    return this.firstClass(module, values, depth);
  }

  private firstClass(module: PythonModule, values: readonly PyNode[], depth: number): Found {
    for (const value of values) {
      const found = value.type === "call" ? this.classCalled(module, value, depth + 1) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private classCalled(module: PythonModule, call: PyNode, depth: number): Found {
    const callee = call.field("function");
    const found = callee === undefined ? undefined : this.resolve(module, callee, depth + 1);
    return found?.definition.type === "class_definition" ? found : undefined;
  }
}

function originalName(origin: string | undefined): string {
  return origin?.split(".").at(-1) ?? "";
}

function possibleValues(binding: Binding | undefined): readonly PyNode[] {
  return bindsOf(binding).flatMap((bind) => assignedAt(bind) ?? []);
}
