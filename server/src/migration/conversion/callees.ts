import { assignedAt, bindsOf, onlyBind } from "../../python/bindings.js";
import { definitionOf } from "../../python/functions.js";
import { importedNames } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { returnsIn } from "../../python/queries.js";
import type { Binding } from "../../python/scope-table.js";
import { methodNamed, type ResolvedDefinition } from "../../runpod/handed-on.js";
import type { CodeIndex } from "./code-index.js";

type Found = ResolvedDefinition | undefined;

/** Finds the function or class that a callee names: of the file, imported, a method, or what an object's class says. */
export class Callees {
  /** What was found of objects already. */
  private readonly classes = new Map<PyNode, Found>();

  constructor(private readonly index: CodeIndex) {}

  resolve(module: PythonModule, callee: PyNode, depth = 0): Found {
    const node = unparenthesized(callee);
    if (depth > 6) return undefined;
    if (node.type === "identifier") return this.ofName(module, node, depth);
    if (node.type === "attribute") return this.ofAttribute(module, node, depth);
    return undefined;
  }

  private ofName(module: PythonModule, name: PyNode, depth: number): Found {
    const definition = definitionOf(module, name) ?? lastDefinition(module, name);
    if (definition !== undefined) return { module, definition, isBound: false };
    const imported = this.imported(module, name, depth);
    if (imported !== undefined) return imported;
    const own = name.text === "cls" ? name.ancestor("class_definition") : undefined;
    if (own !== undefined) return { module, definition: own, isBound: false };
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
    // `from schemas import Request` names what the file `schemas` holds, be it a class or a file below it.
    const offered = other === undefined ? undefined : this.exported(other, name, depth + 1);
    if (offered !== undefined || (other !== undefined && imported?.isFrom !== true)) return offered;
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
    if (depth > 6 || this.classes.has(node)) return this.classes.get(node);
    // A name that is given what is made of itself says nothing new.
    this.classes.set(node, undefined);
    const found = this.readClass(module, node, depth);
    this.classes.set(node, found);
    return found;
  }

  private readClass(module: PythonModule, node: PyNode, depth: number): Found {
    if (node.type === "call") return this.classCalled(module, node, depth);
    if (node.type === "attribute") return this.classOfAttribute(module, node, depth);
    if (node.type === "subscript") return this.classOfItem(module, node, depth);
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

  /** `self.engine`, or `Engines.current`, by what the class assigns to it. */
  private classOfAttribute(module: PythonModule, node: PyNode, depth: number): Found {
    const object = node.field("object");
    const named = object === undefined ? undefined : this.resolve(module, object, depth + 1);
    const isClass = named?.definition.type === "class_definition";
    const owner = isClass || object === undefined ? named : this.classOf(module, object, depth + 1);
    const name = node.field("attribute")?.text ?? "";
    return owner === undefined ? undefined : this.firstClass(owner.module, heldAs(owner.definition, name), depth);
  }

  /** `MODELS["large"]`, by what is put into the dictionary. */
  private classOfItem(module: PythonModule, node: PyNode, depth: number): Found {
    const holder = node.field("value");
    const binding = holder?.type === "identifier" ? module.scopes.bindingOf(holder) : undefined;
    const displayed = possibleValues(binding).flatMap(({ namedChildren }) =>
      namedChildren.flatMap((pair) => pair.field("value") ?? []),
    );
    const stored = (binding?.references ?? []).flatMap(({ node: mention }) =>
      mention.parent?.fieldName === "left" ? (mention.parent.parent?.field("right") ?? []) : [],
    );
    return this.firstClass(module, [...displayed, ...stored], depth);
  }

  private firstClass(module: PythonModule, values: readonly PyNode[], depth: number): Found {
    for (const value of values) {
      const found = value.type === "none" ? undefined : this.classOf(module, value, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private classCalled(module: PythonModule, call: PyNode, depth: number): Found {
    const callee = call.field("function");
    if (callee?.text === "cls") return this.classOf(module, callee, depth + 1);
    const found = callee === undefined ? undefined : this.resolve(module, callee, depth + 1);
    if (found?.definition.type !== "function_definition") return found;
    const returned = returnsIn(found.definition);
    return this.firstClass(
      found.module,
      returned.flatMap(({ namedChildren }) => namedChildren[0] ?? []),
      depth,
    );
  }
}

/** What a class gives an attribute, of itself or of its objects. */
function heldAs(definition: PyNode, name: string): readonly PyNode[] {
  return [...definition.walk()].flatMap((node) => {
    const left = node.type === "assignment" ? node.field("left") : undefined;
    const isOwn = left?.type === "attribute" && /^(?:self|cls)$/.test(left.field("object")?.text ?? "");
    const held = isOwn ? left.field("attribute") : left;
    return held?.text === name ? (node.field("right") ?? []) : [];
  });
}

/** What a name means once the module has run that defines it several times, one after the other. */
function lastDefinition(module: PythonModule, name: PyNode): PyNode | undefined {
  const binding = module.scopes.bindingOf(name);
  if (binding?.scope.kind !== "module") return undefined;
  const definitions = bindsOf(binding).map((bind) => (bind.fieldName === "name" ? bind.parent : undefined));
  const isPlain = definitions.every((definition) => definition !== undefined && isOfModule(module, definition));
  return isPlain ? definitions.at(-1) : undefined;
}

function isOfModule(module: PythonModule, definition: PyNode): boolean {
  const isDefinition = definition.is("function_definition", "class_definition");
  return isDefinition && [definition.parent, definition.parent?.parent].includes(module.root);
}

function originalName(origin: string | undefined): string {
  return origin?.split(".").at(-1) ?? "";
}

function possibleValues(binding: Binding | undefined): readonly PyNode[] {
  return bindsOf(binding).flatMap((bind) => assignedAt(bind) ?? []);
}
