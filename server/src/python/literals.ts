import { unparenthesized, type PyNode } from "./node.js";

/** The JSON-like value a literal expression has; `opaque` stands for a part that is no literal. */
export type Literal =
  | { readonly kind: "str"; readonly value: string }
  | { readonly kind: "int" | "float"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "none" | "bytes" }
  | { readonly kind: "list" | "tuple" | "set"; readonly items: readonly Literal[] }
  | { readonly kind: "dict"; readonly items: readonly { readonly key: Literal; readonly value: Literal }[] };

/** The value of a literal expression; undefined where any part of it is not a literal. */
export function literalOf(expression: PyNode | undefined): Literal | undefined {
  if (expression === undefined) return undefined;
  const node = unparenthesized(expression);
  return READERS[node.type]?.(node);
}

/** The text of a string literal, escapes resolved; undefined for f-strings with fields, bytes and anything else. */
export function stringValue(expression: PyNode | undefined): string | undefined {
  const literal = literalOf(expression);
  return literal?.kind === "str" ? literal.value : undefined;
}

type Reader = (node: PyNode) => Literal | undefined;

function sequence(kind: "list" | "tuple" | "set"): Reader {
  return (node) => {
    const items = node.namedChildren.map(literalOf);
    return items.every((item) => item !== undefined) ? { kind, items } : undefined;
  };
}

const READERS: Readonly<Record<string, Reader | undefined>> = {
  string: readString,
  concatenated_string: (node) => {
    const parts = node.namedChildren.map(literalOf);
    const texts = parts.map((part) => (part?.kind === "str" ? part.value : undefined));
    return texts.every((text) => text !== undefined) ? { kind: "str", value: texts.join("") } : undefined;
  },
  integer: (node) => readNumber(node.text),
  float: (node) => ({ kind: "float", value: Number(node.text.replaceAll("_", "")) }),
  true: () => ({ kind: "bool", value: true }),
  false: () => ({ kind: "bool", value: false }),
  none: () => ({ kind: "none" }),
  unary_operator: (node) => {
    const operand = literalOf(node.field("argument"));
    const negative = node.children[0]?.text === "-";
    if (operand?.kind !== "int" && operand?.kind !== "float") return undefined;
    return { kind: operand.kind, value: negative ? -operand.value : operand.value };
  },
  list: sequence("list"),
  tuple: sequence("tuple"),
  set: sequence("set"),
  dictionary: (node) => {
    const items = node.namedChildren.map((pair) => {
      const key = literalOf(pair.field("key"));
      const value = literalOf(pair.field("value"));
      return pair.type === "pair" && key !== undefined && value !== undefined ? { key, value } : undefined;
    });
    return items.every((item) => item !== undefined) ? { kind: "dict", items } : undefined;
  },
};

function readNumber(text: string): Literal {
  const plain = text.replaceAll("_", "");
  return { kind: "int", value: Number(/^0\d/.test(plain) ? Number.parseInt(plain, 8) : plain) };
}

const SIMPLE_ESCAPES: Readonly<Record<string, string | undefined>> = {
  "\\n": "\n",
  "\\t": "\t",
  "\\r": "\r",
  "\\\\": "\\",
  "\\'": "'",
  '\\"': '"',
  "\\\n": "",
  "\\\r\n": "",
  "\\0": "\0",
  "\\a": "\u0007",
  "\\b": "\b",
  "\\f": "\f",
  "\\v": "\v",
};

function readString(node: PyNode): Literal | undefined {
  const start = node.children.find((child) => child.type === "string_start");
  const prefix = (start?.text ?? "").replace(/["']+$/, "").toLowerCase();
  if (prefix.includes("b")) return { kind: "bytes" };
  if (node.children.some((child) => child.type === "interpolation")) return undefined;
  const content = node.children.filter((child) => child.type === "string_content").map((child) => child.text);
  const text = content.join("");
  return { kind: "str", value: prefix.includes("r") ? text : unescape(text) };
}

function unescape(text: string): string {
  return text.replace(
    /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|\r\n|[\s\S])/g,
    (escape) => SIMPLE_ESCAPES[escape] ?? codePoint(escape) ?? escape,
  );
}

function codePoint(escape: string): string | undefined {
  const digits = /^\\[xuU]([\da-fA-F]+)$/.exec(escape)?.[1];
  if (digits === undefined) return undefined;
  const code = Number.parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The Python source of a string, in double quotes as formatters write it. */
export function pythonString(value: string): string {
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  if (escaped.includes('"') && !escaped.includes("'")) return `'${escaped}'`;
  return `"${escaped.replaceAll('"', '\\"')}"`;
}

/** The Python source of a literal. */
export function pythonLiteral(literal: Literal): string {
  switch (literal.kind) {
    case "str":
      return pythonString(literal.value);
    case "int":
      return String(literal.value);
    case "float":
      return Number.isInteger(literal.value) ? `${String(literal.value)}.0` : String(literal.value);
    case "bool":
      return literal.value ? "True" : "False";
    case "none":
      return "None";
    case "bytes":
      return 'b""';
    case "list":
      return `[${literal.items.map(pythonLiteral).join(", ")}]`;
    case "tuple":
      return `(${literal.items.map(pythonLiteral).join(", ")}${literal.items.length === 1 ? "," : ""})`;
    case "set":
      return `{${literal.items.map(pythonLiteral).join(", ")}}`;
    case "dict":
      return `{${literal.items.map(({ key, value }) => `${pythonLiteral(key)}: ${pythonLiteral(value)}`).join(", ")}}`;
  }
}
