import type { PythonModule } from "../../../python/module.js";
import { Unsupported } from "../unsupported.js";

/** An import of one name that a converted file needs. */
interface NeededName {
  readonly from: string | undefined;
  readonly name: string;
}

/** What pydantic is called in the models where the worker has a class or function of its own under that name. */
export class ModelImports {
  private readonly aliases = new Map<string, string>();

  constructor(
    private readonly module: PythonModule,
    needed: readonly string[],
  ) {
    for (const { from, name } of needed.flatMap((statement) => neededName(statement) ?? []))
      if (from === "pydantic" && isTaken(module, { from, name })) this.aliases.set(name, this.freeAlias(name));
  }

  /** The imports under the names that the models use. */
  imports(needed: readonly string[]): readonly string[] {
    return needed.map((statement) => {
      const { from, name } = neededName(statement) ?? {};
      const alias = from === "pydantic" && name !== undefined ? this.aliases.get(name) : undefined;
      return alias === undefined ? statement : `${statement} as ${alias}`;
    });
  }

  /** The source of a model, which nobody but the conversion wrote, with pydantic's names as they are imported. */
  rename(model: string): string {
    return [...this.aliases].reduce(
      (text, [name, alias]) => text.replace(new RegExp(String.raw`(?<=[(=,] ?)${name}\b(?=[()])`, "g"), alias),
      model,
    );
  }

  private freeAlias(name: string): string {
    const wanted = [`Pydantic${name}`, `PydanticOwn${name}`];
    return wanted.find((alias) => !this.module.source.includes(alias)) ?? `Imported${name}`;
  }
}

/** A worker may have a class of its own that is called like one of FastAPI's or fal's. */
export function refuseTakenNames(module: PythonModule, needed: readonly string[]): void {
  for (const { from, name } of needed.flatMap((statement) => neededName(statement) ?? [])) {
    if (from === "pydantic" || !isTaken(module, { from, name })) continue;
    const [first] = module.scopes.module.bindings.get(name)?.references ?? [];
    throw new Unsupported("handler-value", first?.node, `the worker has a \`${name}\` of its own`);
  }
}

function neededName(statement: string): NeededName | undefined {
  const [, from, name] = /^(?:from (\S+) )?import (\S+)$/.exec(statement) ?? [];
  return name === undefined ? undefined : { from, name };
}

/** Whether the worker binds the name itself, and not by the same import. */
function isTaken(module: PythonModule, { from, name }: NeededName): boolean {
  if (!module.scopes.module.bindings.has(name) || /^(?:typing|collections)/.test(from ?? "")) return false;
  const wanted = from === undefined ? name : `${from}.${name}`;
  const origins = module.names.imports.filter(({ local }) => local === name).map(({ origin }) => origin);
  return origins.length === 0 || origins.some((origin) => origin !== wanted);
}
