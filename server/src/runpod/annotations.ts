import { unparenthesized, type PyNode } from "../python/node.js";

/** What an annotation says of a JSON value. */
export interface AnnotatedType {
  /** Without `None`; `Any` where JSON knows no such type, or the annotation cannot be read. */
  readonly type: string;
  readonly isNullable: boolean;
}

const PLAIN: Readonly<Record<string, string | undefined>> = {
  str: "str",
  int: "int",
  float: "float",
  bool: "bool",
  list: "list[Any]",
  List: "list[Any]",
  Sequence: "list[Any]",
  dict: "dict[str, Any]",
  Dict: "dict[str, Any]",
  Mapping: "dict[str, Any]",
};

const ORDER = ["str", "bool", "int", "float", "list[Any]", "dict[str, Any]"];

/** Reads an annotation as the type of a JSON value. */
export function readAnnotation(annotation: PyNode | undefined): AnnotatedType {
  const names = annotation === undefined ? ["Any"] : namesOf(annotation);
  const types = new Set(names.filter((name) => name !== "None"));
  const isNullable = types.size < new Set(names).size;
  const isKnown = types.size > 0 && types.size <= 2 && !types.has("Any");
  return { type: isKnown ? ORDER.filter((name) => types.has(name)).join(" | ") : "Any", isNullable };
}

function namesOf(annotation: PyNode): readonly string[] {
  const node = annotation.type === "type" ? (annotation.namedChildren[0] ?? annotation) : annotation;
  const inner = unparenthesized(node);
  if (inner.type === "none") return ["None"];
  if (inner.is("identifier", "attribute")) return [PLAIN[lastName(inner)] ?? "Any"];
  if (inner.is("binary_operator", "union_type")) return inner.namedChildren.flatMap(namesOf);
  if (inner.is("subscript", "generic_type")) return namesOfGeneric(inner);
  return ["Any"];
}

function namesOfGeneric(node: PyNode): readonly string[] {
  const base = node.field("value") ?? node.namedChildren[0];
  const name = base === undefined ? "" : lastName(base);
  const parts = node.type === "subscript" ? node.fields("subscript") : (node.namedChildren[1]?.namedChildren ?? []);
  if (name === "Optional") return [...parts.flatMap(namesOf), "None"];
  if (name === "Union") return parts.flatMap(namesOf);
  if (name === "Annotated" || name === "Required" || name === "NotRequired")
    return parts[0] === undefined ? ["Any"] : namesOf(parts[0]);
  if (name === "Literal") return parts.every((part) => unwrapped(part).type === "string") ? ["str"] : ["Any"];
  return [PLAIN[name] ?? "Any"];
}

function unwrapped(node: PyNode): PyNode {
  return node.type === "type" ? (node.namedChildren[0] ?? node) : node;
}

function lastName(node: PyNode): string {
  return node.text.split(".").at(-1) ?? "";
}
