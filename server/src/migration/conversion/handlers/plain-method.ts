import type { EndpointContext } from "./handler-endpoint.js";
import { methodText, reshape } from "./handler-method.js";

/** How the method of a plain handler is to look. */
interface PlainShape {
  readonly decorators: readonly string[];
  readonly parameters: string;
  readonly annotation: string;
  readonly prologue: readonly string[];
}

/** A plain handler, a function or a lambda, as a method of the App. */
export function plainMethod(context: EndpointContext, shape: PlainShape): string {
  const { module, rewriter, definition, imports, methodName } = context;
  if (definition.type === "lambda") return lambdaMethod(context, shape);
  reshape(module, rewriter, definition, { ...shape, name: methodName, imports });
  return methodText(module, rewriter, definition);
}

/** A lambda's body is what its method returns. */
function lambdaMethod(context: EndpointContext, shape: PlainShape): string {
  const { module, rewriter, definition, imports, methodName } = context;
  const body = definition.field("body");
  if (context.handler.isAsync && body !== undefined) rewriter.replace(body, "await ", body);
  const text = body === undefined ? "None" : rewriter.render(body);
  const value = text.includes("\n") && !/^[([{]/.test(text) ? `(${text})` : text;
  const [one, two] = [module.indent, module.indent.repeat(2)];
  const head = imports.map((line) => two + line);
  return [
    ...shape.decorators.map((line) => one + line),
    `${one}${context.handler.isAsync ? "async " : ""}def ${methodName}(${shape.parameters}) -> ${shape.annotation}:`,
    ...head,
    ...(head.length > 0 ? [""] : []),
    ...shape.prologue.map((line) => two + line),
    `${two}return ${value}`,
  ].join("\n");
}
