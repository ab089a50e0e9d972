import type { PythonModule } from "../../python/module.js";
import { Unsupported } from "./unsupported.js";

/** A worker may have a class of its own that is called like one of pydantic's or fal's. */
export function refuseTakenNames(module: PythonModule, needed: readonly string[]): void {
  for (const statement of needed) {
    const [, from, name] = /^(?:from (\S+) )?import (\S+)$/.exec(statement) ?? [];
    const binding = name === undefined ? undefined : module.scopes.module.bindings.get(name);
    const origins = module.names.imports.filter(({ local }) => local === name).map(({ origin }) => origin);
    const isSame =
      origins.length > 0 && origins.every((origin) => origin === (from === undefined ? name : `${from}.${name ?? ""}`));
    if (binding !== undefined && !isSame && !/^(?:typing|collections)/.test(from ?? "")) {
      throw new Unsupported(
        "handler-value",
        binding.references[0]?.node,
        `the worker has a \`${name ?? ""}\` of its own`,
      );
    }
  }
}
