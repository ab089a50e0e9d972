import type { PyNode } from "../python/node.js";
import { blockOf, enclosingDefinition, statementOf, terminates } from "../python/queries.js";

/** The parameters of a `def` and of a `lambda`, which may stand inside an assignment. */
const PARAMETERS = ["parameters", "lambda_parameters"];

/** The places where a name gets a value, of which a mention may see the value, in order of the text. */
export function reachingBinds(binds: readonly PyNode[], mention: PyNode): readonly PyNode[] {
  const own = enclosingDefinition(mention);
  if (binds.some((bind) => enclosingDefinition(bind) !== own)) return binds;
  const found: PyNode[] = binds.filter((bind) => bind.start > mention.start && isCarriedByLoop(bind, mention));
  for (const bind of [...binds].reverse()) {
    if (bind === mention || effectOf(bind) > mention.start || isBarred(bind, mention)) continue;
    found.push(bind);
    if (dominates(bind, mention)) break;
  }
  return found;
}

/** Where the new value is there: behind the whole assignment, or what a loop is over, which still see the old one. */
function effectOf(bind: PyNode): number {
  const holder = bind.ancestor("assignment", "named_expression", "for_statement", "with_item", ...PARAMETERS);
  if (holder?.type === "for_statement") return holder.field("right")?.end ?? bind.end;
  if (holder === undefined || holder.is(...PARAMETERS)) return bind.end;
  return holder.end;
}

/** Whether every path to a node comes by another: it stands before it in the same block, or in one around it. */
export function dominates(earlier: PyNode, later: PyNode): boolean {
  if (earlier.ancestor(...PARAMETERS) !== undefined) return true;
  const statement = transparent(statementOf(earlier));
  const block = statement.parent;
  return block?.contains(later) === true;
}

/** A statement inside a `with`, or inside a `try` whose handlers all leave, counts for what follows that too. */
function transparent(statement: PyNode): PyNode {
  const holder = statement.parent?.parent;
  if (holder?.type === "with_statement") return transparent(statementOf(holder));
  const isTried = holder?.type === "try_statement" && statement.parent?.fieldName === "body";
  const clauses = isTried ? holder.namedChildren.filter(({ type }) => type === "except_clause") : [];
  const allLeave = isTried && clauses.every((clause) => terminates(blockOf(clause)));
  return allLeave ? transparent(statementOf(holder)) : statement;
}

/** Whether control never comes from a bind to a mention behind it: another branch, or one that leaves. */
function isBarred(bind: PyNode, mention: PyNode): boolean {
  let child = bind;
  for (let node = bind.parent; node !== undefined; child = node, node = node.parent) {
    if (node.contains(mention)) return isOtherBranch(node, child, mention);
    if (node.type === "block" && terminates(node)) return true;
  }
  return false;
}

function isOtherBranch(node: PyNode, child: PyNode, mention: PyNode): boolean {
  if (node.type !== "if_statement" && node.type !== "match_statement") return false;
  const other = node.children.find((branch) => branch.contains(mention));
  const isBranch = (branch: PyNode | undefined): boolean =>
    branch?.fieldName === "consequence" || branch?.is("else_clause", "elif_clause", "case_clause") === true;
  return other !== child && isBranch(child) && isBranch(other);
}

function isCarriedByLoop(bind: PyNode, mention: PyNode): boolean {
  for (let loop = mention.ancestor("for_statement", "while_statement"); loop !== undefined;) {
    if (loop.contains(bind)) return true;
    loop = loop.ancestor("for_statement", "while_statement");
  }
  return false;
}
