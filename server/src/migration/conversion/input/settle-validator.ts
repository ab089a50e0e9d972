import { importedNames } from "../../../python/imports.js";
import { lineEnd } from "../../../python/lines.js";
import { readModule, type PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { Rewriter, wholeLines } from "../../../python/rewriter.js";
import { CHECK_INPUT, VALIDATE } from "../../../fal/definitions.js";
import { VALIDATE_NAMES, VALIDATOR_ORIGINS } from "../../../runpod/names.js";
import { resultOf, returnsList } from "../../../runpod/validation.js";
import { tidyBlankLines } from "../module/blank-lines.js";

/**
 * Does away with the import of RunPod's validator: it goes where nothing calls it any more, and where code reads its
 * errors the file gets a `validate` of its own.
 */
export function settleValidator(original: PythonModule, text: string): string {
  const module = readModule(original.path, text, original.isLocal);
  const imports = module?.names.imports.filter(({ origin }) => VALIDATOR_ORIGINS.has(origin)) ?? [];
  if (module === undefined || imports.length === 0) return text;
  const rewriter = new Rewriter(text);
  const calls = validatorCalls(module);
  const [lists, dictionaries] = [calls.filter(({ isList }) => isList), calls.filter(({ isList }) => !isList)];
  for (const { callee } of lists) rewriter.replace(callee, "check_input");
  for (const { callee } of dictionaries) if (callee.text !== "validate") rewriter.replace(callee, "validate");
  for (const { statement } of imports) {
    const names = importedNames(statement);
    const kept = names.filter(({ origin }) => !VALIDATOR_ORIGINS.has(origin));
    if (kept.length === 0) rewriter.delete(wholeLines(text, statement));
    else
      rewriter.replace(
        statement,
        `from ${names[0]?.module ?? ""} import ${kept.map((name) => name.clause.text).join(", ")}`,
      );
  }
  const definitions = [...(calls.length > 0 ? [VALIDATE] : []), ...(lists.length > 0 ? [CHECK_INPUT] : [])];
  if (calls.length > 0) rewriter.insert(headEnd(module), `\n\n${definitions.join("\n\n\n")}\n\n\n`);
  return `${tidyBlankLines(rewriter.render({ start: 0, end: text.length })).trimEnd()}\n`;
}

interface ValidatorCall {
  readonly callee: PyNode;
  /** The code expects the list of errors that the validator of 2023 returned. */
  readonly isList: boolean;
}

function validatorCalls(module: PythonModule): readonly ValidatorCall[] {
  const calls: ValidatorCall[] = [];
  for (const node of module.root.walk()) {
    const callee = node.type === "call" ? node.field("function") : undefined;
    const name = callee === undefined ? undefined : module.names.of(callee);
    if (callee === undefined || name === undefined || !VALIDATE_NAMES.has(name)) continue;
    calls.push({ callee, isList: returnsList(name, resultOf(module, node)) });
  }
  return calls;
}

/** Behind the imports at the head of the file. */
function headEnd(module: PythonModule): number {
  let end = 0;
  for (const [index, node] of module.root.namedChildren.entries()) {
    const isHead = node.type.startsWith("import_") || (index === 0 && node.type === "expression_statement");
    if (!isHead) break;
    end = lineEnd(module.source, node.end);
  }
  return end;
}
