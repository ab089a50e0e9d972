import { unparenthesized, type PyNode } from "../../../python/node.js";
import { caughtName } from "./exceptions.js";

/** Whether RunPod takes a value under the key `error` for an error: only a truthy one failed the job. */
export type ErrorTruth = "truthy" | "falsy" | "unknown";

/** What is certain about an error that a statement answers. */
export function errorTruth(error: PyNode, statement: PyNode): ErrorTruth {
  const node = unparenthesized(error);
  if (node.is("none", "false") || FALSY.has(node.text)) return "falsy";
  if (node.is("string", "concatenated_string", "binary_operator", "dictionary", "true", "integer")) return "truthy";
  if (node.type === "call" && SPEAKING_CALL.test(node.text)) return "truthy";
  return isOfCaught(node) || isAskedBefore(node, statement) ? "truthy" : "unknown";
}

const FALSY: ReadonlySet<string> = new Set(['""', "''", "[]", "{}", "0"]);
const SPEAKING_CALL = /^(?:str|repr|traceback\.\w+)\(|\.format\(/;

/** What a caught exception says of itself. */
function isOfCaught(node: PyNode): boolean {
  const clause = node.ancestor("except_clause", "function_definition");
  const name = clause?.type === "except_clause" ? caughtName(clause) : undefined;
  return name !== undefined && [...node.walk()].some((part) => part.type === "identifier" && part.text === name);
}

/** `if error: return {"error": error}`, or `if errors: return {"error": ", ".join(errors)}`. */
function isAskedBefore(node: PyNode, statement: PyNode): boolean {
  let child = statement;
  for (let outer = statement.parent; outer !== undefined; child = outer, outer = outer.parent) {
    if (outer.is("function_definition", "lambda")) return false;
    const isThen = outer.is("if_statement", "elif_clause") && child.fieldName === "consequence";
    const condition = isThen ? outer.field("condition") : undefined;
    if (condition !== undefined && asksFor(condition, node)) return true;
  }
  return false;
}

function asksFor(condition: PyNode, node: PyNode): boolean {
  const asked = unparenthesized(condition);
  if (asked.type === "boolean_operator")
    return asked.field("operator")?.text === "and" && asked.namedChildren.some((part) => asksFor(part, node));
  const subject = asked.type === "named_expression" ? asked.field("name") : asked;
  if (!subject?.is("identifier", "attribute", "subscript")) return false;
  return subject.text === node.text || isJoined(node, subject);
}

/** `"; ".join(errors)`. */
function isJoined(node: PyNode, subject: PyNode): boolean {
  const callee = node.type === "call" ? node.field("function") : undefined;
  return (
    callee?.field("attribute")?.text === "join" && node.field("arguments")?.namedChildren[0]?.text === subject.text
  );
}

/** An expression that gives the same however often it is asked. */
export function isRepeatable(node: PyNode): boolean {
  return [...node.walk()].every(
    (part) =>
      !part.named ||
      part.is(
        "identifier",
        "attribute",
        "subscript",
        "string",
        "string_start",
        "string_content",
        "string_end",
        "integer",
      ),
  );
}
