import type { PyNode } from "../../python/node.js";
import type { CodeIndex } from "./code-index.js";
import { ExceptionTypes, lastName } from "./exception-lineage.js";
import { isStopped, ownRaises, raised } from "./exceptions.js";

/**
 * A `raise` with a message of the worker's own whose exception may leave the handler: its text reached RunPod's
 * caller. Follows calls into the worker's own functions by name.
 */
export function escapingRaise(index: CodeIndex, handler: PyNode, converted: ReadonlySet<PyNode>): PyNode | undefined {
  return new RaiseFinder(index, converted).leaving(handler)[0]?.statement;
}

interface Escape {
  readonly statement: PyNode;
  readonly type: string;
}

class RaiseFinder {
  private readonly found = new Map<PyNode, readonly Escape[]>();
  private readonly types: ExceptionTypes;

  constructor(
    private readonly index: CodeIndex,
    private readonly converted: ReadonlySet<PyNode>,
  ) {
    this.types = new ExceptionTypes(index.allModules());
  }

  /** What leaves a function. A function that is being looked at already adds nothing to itself. */
  leaving(definition: PyNode): readonly Escape[] {
    const known = this.found.get(definition);
    if (known !== undefined) return known;
    this.found.set(definition, []);
    const all = [...this.own(definition), ...this.called(definition)];
    const escapes = [...new Map(all.map((escape) => [escape.statement, escape])).values()];
    this.found.set(definition, escapes);
    return escapes;
  }

  private own(definition: PyNode): readonly Escape[] {
    const raises = ownRaises(definition).flatMap((statement) => {
      const found = raised(statement);
      return found === undefined || found.arguments.length === 0 ? [] : [{ statement, type: found.type }];
    });
    const assertions = [...definition.walk()].filter(
      (node) => node.type === "assert_statement" && node.namedChildren.length > 1,
    );
    const all = [...raises, ...assertions.map((statement) => ({ statement, type: "AssertionError" }))];
    return all.filter((escape) => !this.isAnswer(escape) && !this.isStopped(escape.statement, escape));
  }

  /** fal answers an HTTP error's own status and detail. */
  private isAnswer({ statement, type }: Escape): boolean {
    return this.converted.has(statement) || lastName(type) === "HTTPException";
  }

  private called(definition: PyNode): readonly Escape[] {
    const escapes: Escape[] = [];
    for (const node of definition.walk()) {
      const callee = node.type === "call" ? node.field("function") : undefined;
      if (callee === undefined) continue;
      escapes.push(...this.inFunctions(callee).filter((escape) => !this.isStopped(node, escape)));
    }
    return escapes;
  }

  private isStopped(node: PyNode, { type }: Escape): boolean {
    return isStopped(node, this.types.lineageOf(type));
  }

  private inFunctions(callee: PyNode): readonly Escape[] {
    const name = (callee.type === "attribute" ? callee.field("attribute")?.text : callee.text) ?? "";
    return [name, ...this.implied(name)].flatMap((candidate) =>
      this.index.functionsNamed(candidate).flatMap(({ definition }) => this.leaving(definition)),
    );
  }

  /** Calling a class of the worker runs its constructors, calling an object its `__call__`. */
  private implied(name: string): readonly string[] {
    if (this.index.functionsNamed(name).length > 0) return [];
    return /^[A-Z]/.test(name) ? ["__init__", "__post_init__"] : ["__call__"];
  }
}
