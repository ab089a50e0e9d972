import type { PyNode } from "./node.js";
import type { Scope } from "./scope-table.js";
import type { Resolver } from "./scopes.js";

const COMPREHENSIONS = new Set([
  "list_comprehension",
  "set_comprehension",
  "dictionary_comprehension",
  "generator_expression",
]);

type Visit = (resolver: Resolver, node: PyNode, scope: Scope) => void;

const comprehension: Visit = (resolver, node, scope) => {
  resolver.comprehension(node, scope);
};

const importNames: Visit = (resolver, node, scope) => {
  resolver.import(node, scope);
};

/** What is done at a node of each type that binds names or opens a scope; everything else is read through. */
export const SPECIAL_VISITS: Readonly<Record<string, Visit | undefined>> = {
  identifier: (resolver, node, scope) => {
    resolver.mention(node, "read", scope);
  },
  attribute: (resolver, node, scope) => {
    resolver.read(node.field("object"), scope);
  },
  keyword_argument: (resolver, node, scope) => {
    resolver.read(node.field("value"), scope);
  },
  function_definition: (resolver, node, scope) => {
    resolver.function(node, scope);
  },
  lambda: (resolver, node, scope) => {
    const inner = resolver.open("function", node, scope);
    resolver.parameters(node.field("parameters"), inner, scope);
    resolver.read(node.field("body"), inner);
  },
  class_definition: (resolver, node, scope) => {
    resolver.class(node, scope);
  },
  ...Object.fromEntries([...COMPREHENSIONS].map((type) => [type, comprehension])),
  assignment: (resolver, node, scope) => {
    resolver.read(node.field("right"), scope);
    resolver.read(node.field("type"), scope);
    resolver.bindTarget(node.field("left"), scope);
  },
  augmented_assignment: (resolver, node, scope) => {
    resolver.read(node.field("right"), scope);
    resolver.bindTarget(node.field("left"), scope);
  },
  named_expression: (resolver, node, scope) => {
    resolver.walrus(node, scope);
  },
  for_statement: (resolver, node, scope) => {
    resolver.bindTarget(node.field("left"), scope);
    for (const child of node.namedChildren) if (child.fieldName !== "left") resolver.read(child, scope);
  },
  as_pattern: (resolver, node, scope) => {
    for (const child of node.namedChildren) {
      if (child.type === "as_pattern_target") resolver.bindTarget(child, scope);
      else resolver.read(child, scope);
    }
  },
  delete_statement: (resolver, node, scope) => {
    for (const target of node.walk()) {
      if (target.type !== "identifier") continue;
      const whole = target.parent?.type === "delete_statement" || target.parent?.type === "expression_list";
      if (whole) resolver.mention(target, "delete", scope);
    }
    for (const child of node.namedChildren) {
      const parts = child.type === "expression_list" ? child.namedChildren : [child];
      for (const part of parts) if (part.type !== "identifier") resolver.read(part, scope);
    }
  },
  global_statement: (resolver, node, scope) => {
    for (const name of node.namedChildren) {
      scope.globals.add(name.text);
      resolver.mention(name, "read", scope);
    }
  },
  nonlocal_statement: (resolver, node, scope) => {
    for (const name of node.namedChildren) {
      scope.nonlocals.add(name.text);
      resolver.mention(name, "read", scope);
    }
  },
  import_statement: importNames,
  import_from_statement: importNames,
  future_import_statement: () => undefined,
  case_pattern: (resolver, node, scope) => {
    capturePattern(resolver, node, scope);
  },
};

/** A bare name in a `case` pattern binds; a dotted one is a value. */
function capturePattern(resolver: Resolver, node: PyNode, scope: Scope): void {
  for (const child of node.namedChildren) {
    const name = child.type === "dotted_name" && child.namedChildren.length === 1 ? child.namedChildren[0] : undefined;
    if (name !== undefined) resolver.mention(name, "bind", scope);
    else if (child.type === "dotted_name") resolver.read(child.namedChildren[0], scope);
    else if (child.type === "identifier") resolver.mention(child, "bind", scope);
    else capturePattern(resolver, child, scope);
  }
}
