import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { decoratorsOf, undecorated } from "../../../python/queries.js";
import { valueName } from "../../local/values.js";

/** How a decorator of one of RunPod's newer styles is meant. */
export type Style = "queue" | "api" | "route" | "caller";

/** A function or class of the module that such a decorator stands above. */
export interface Declared {
  readonly style: Style;
  /** The statement, decorators included. */
  readonly statement: PyNode;
  readonly definition: PyNode;
  readonly decorator: PyNode;
  /** The decorator's call; undefined where it is only named. */
  readonly call: PyNode | undefined;
  /** Its canonical name, `()` standing for a call. */
  readonly name: string;
}

const STYLES: readonly (readonly [RegExp, Style])[] = [
  [/^(?:runpod_flash\.Endpoint|(?:runpod_flash|tetra_rp)\.remote)$/, "queue"],
  [/^runpod\.App\(\)\.(?:queue|task)$/, "queue"],
  [/^runpod\.App\(\)\.api$/, "api"],
  [/^(?:runpod_flash\.Endpoint|fastapi\.FastAPI)\(\)\.(?:get|post|put|patch|delete|websocket|api_route)$/, "route"],
  [/^runpod\.local_entrypoint$/, "caller"],
];

/** Every top-level function and class that a decorator makes part of an endpoint, in order. */
export function declaredEndpoints(module: PythonModule): readonly Declared[] {
  return module.root.namedChildren.flatMap((statement) => {
    const definition = undecorated(statement);
    return decoratorsOf(definition).flatMap((decorator) => {
      const declared = styleOf(module, decorator);
      return declared === undefined ? [] : [{ ...declared, statement, definition, decorator }];
    });
  });
}

function styleOf(module: PythonModule, decorator: PyNode): Pick<Declared, "style" | "call" | "name"> | undefined {
  const expression = decorator.namedChildren[0];
  const call = expression?.type === "call" ? expression : undefined;
  const callee = call?.field("function") ?? expression;
  const name = callee === undefined ? undefined : valueName(module, callee);
  const style = STYLES.find(([pattern]) => name !== undefined && pattern.test(name))?.[1];
  return name === undefined || style === undefined ? undefined : { style, call, name };
}
