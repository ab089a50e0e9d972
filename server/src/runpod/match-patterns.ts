import { stringValue } from "../python/literals.js";
import type { PyNode } from "../python/node.js";

/** The keys of the mappings that the cases of a `match` compare their subject with. */
export function matchedKeys(subject: PyNode): readonly string[] {
  const statement =
    subject.parent?.type === "match_statement" && subject.fieldName === "subject" ? subject.parent : undefined;
  const clauses = statement?.field("body")?.namedChildren ?? statement?.namedChildren ?? [];
  const mappings = clauses.flatMap((clause) =>
    clause.namedChildren.flatMap((pattern) => pattern.namedChildren.filter(({ type }) => type === "dict_pattern")),
  );
  const keys = mappings.flatMap((mapping) => mapping.fields("key").flatMap((key) => keyOf(key) ?? []));
  return [...new Set(keys)];
}

function keyOf(pattern: PyNode): string | undefined {
  return stringValue(pattern) ?? stringValue(pattern.namedChildren[0]);
}
