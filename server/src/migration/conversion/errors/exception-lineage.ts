import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";

/** The builtin exceptions that have a parent which code catches by name. */
const BUILTIN_PARENTS: Readonly<Record<string, readonly string[] | undefined>> = {
  KeyError: ["LookupError"],
  IndexError: ["LookupError"],
  FileNotFoundError: ["OSError", "IOError"],
  PermissionError: ["OSError", "IOError"],
  TimeoutError: ["OSError"],
  ConnectionError: ["OSError"],
  NotImplementedError: ["RuntimeError"],
  UnicodeDecodeError: ["ValueError", "UnicodeError"],
  JSONDecodeError: ["ValueError"],
  ZeroDivisionError: ["ArithmeticError"],
};

/** Which exception types are which others, by the worker's own classes and the builtin ones. */
export class ExceptionTypes {
  private readonly classes = new Map<string, PyNode>();
  private readonly lineages = new Map<string, readonly string[]>();

  constructor(modules: readonly PythonModule[]) {
    for (const { root } of modules) {
      for (const node of root.walk()) {
        const name = node.type === "class_definition" ? node.field("name")?.text : undefined;
        if (name !== undefined) this.classes.set(name, node);
      }
    }
  }

  /** The type itself and everything it derives from, without the modules' names. */
  lineageOf(type: string): readonly string[] {
    const known = this.lineages.get(type) ?? this.readLineage(type);
    this.lineages.set(type, known);
    return known;
  }

  private readLineage(type: string): readonly string[] {
    const found = new Set<string>();
    const queue = [lastName(type)];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      queue.push(...(BUILTIN_PARENTS[name] ?? []), ...this.parentsOf(name));
    }
    return [...found];
  }

  /** Whether `str()` of such an exception is its one argument: no class on the way to a builtin says otherwise. */
  isPlain(type: string): boolean {
    return this.lineageOf(type).every((name) => {
      const own = this.classes.get(name);
      return own === undefined ? PLAIN_BUILTINS.has(name) : !saysItsText(own);
    });
  }

  private parentsOf(name: string): readonly string[] {
    const bases = this.classes.get(name)?.field("superclasses")?.namedChildren ?? [];
    return bases.filter(({ type }) => type !== "keyword_argument").map(({ text }) => lastName(text));
  }
}

/** The builtin exceptions whose text is their one argument. */
const PLAIN_BUILTINS: ReadonlySet<string> = new Set([
  "ValueError",
  "RuntimeError",
  "Exception",
  "TypeError",
  "NotImplementedError",
  "LookupError",
  "ArithmeticError",
]);

function saysItsText(definition: PyNode): boolean {
  return [...definition.walk()].some((node) => SPEAKS.has(node.field("name")?.text ?? ""));
}

/** Methods by which an exception chooses its own text. */
const SPEAKS: ReadonlySet<string> = new Set(["__init__", "__new__", "__str__", "__repr__"]);

export function lastName(type: string): string {
  return type.split(".").at(-1) ?? type;
}
