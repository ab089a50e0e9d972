import type { PyNode } from "../../python/node.js";
import { sdkName } from "../local/sdk-names.js";
import { valueName } from "../local/values.js";
import { partOf, type Surroundings, type Unit } from "./unit.js";

/** A unit and where it stands in the text. */
export interface PlacedUnit {
  readonly unit: Unit;
  readonly start: number;
}

/** A function or class of the module. */
export interface PlacedDefinition {
  readonly unit: Unit;
  readonly definition: PyNode;
}

/** What the names of a module mean, gathered from its statements. */
export class Environment implements Surroundings {
  private readonly origins = new Map<string, string>();
  private readonly definitions = new Map<string, PlacedDefinition>();
  private wildcard: string | undefined;
  /** Everything that units may be told, as one string. */
  private identity: string | undefined;

  constructor(
    private readonly text: string,
    units: readonly PlacedUnit[],
  ) {
    for (const { unit } of units) this.add(unit);
    this.identity = this.identityOf();
  }

  origin(name: string): string | undefined {
    const known = this.origins.get(name);
    return known ?? (this.wildcard === undefined ? undefined : `${this.wildcard}.${name}`);
  }

  /** The names by which the module knows something it imports. */
  namesOf(origin: string): readonly string[] {
    return [...this.origins].flatMap(([name, known]) => (known === origin ? [name] : []));
  }

  mentions(text: string): boolean {
    return this.text.includes(text);
  }

  definitionOf(name: string): PlacedDefinition | undefined {
    return this.definitions.get(name);
  }

  /** What this environment tells a unit, as one string: two environments that tell the same give the same result. */
  keyFor(unit: Unit): string {
    const { identity } = this;
    if (identity === undefined) return this.computeKey(unit);
    if (unit.told?.environment !== identity) unit.told = { environment: identity, key: this.computeKey(unit) };
    return unit.told.key;
  }

  private identityOf(): string {
    let identity = `*=${this.wildcard ?? ""}`;
    for (const [name, origin] of this.origins) if (origin !== "") identity += `;${name}=${origin}`;
    return identity;
  }

  private computeKey(unit: Unit): string {
    let key = "";
    for (const name of unit.moduleNames) {
      const origin = this.origins.get(name);
      if (origin !== undefined && origin !== "") key += `${name}=${origin};`;
    }
    return this.wildcard === undefined ? key : `${key}*=${this.wildcard}`;
  }

  private add(unit: Unit): void {
    for (const [name, definition] of unit.definitions) {
      this.origins.set(name, "");
      this.definitions.set(name, { unit, definition });
    }
    for (const [name, origin] of this.bindsOf(unit)) {
      const isNone = origin === "" && /^\w+\s*(?::[^=\n]+)?=\s*None\s*$/.test(unit.text);
      if (!(isNone && this.origins.has(name)) && !unit.definitions.has(name)) this.origins.set(name, origin);
    }
    this.wildcard ??= /^from (runpod[\w.]*) import \*/m.exec(unit.text)?.[1];
  }

  /** What the unit binds at module level: origins of imports, SDK values of variables, `""` for the rest. */
  private bindsOf(unit: Unit): readonly (readonly [string, string])[] {
    if (unit.scopes.module.bindings.size === unit.definitions.size) return [];
    const key = `binds:${this.keyFor(unit)}`;
    const known = unit.results.get(key) as readonly (readonly [string, string])[] | undefined;
    if (known !== undefined) return known;
    const part = partOf(unit, this);
    const binds = [...unit.scopes.module.bindings.values()].flatMap((binding) => {
      const bind = binding.references.find(({ role }) => role === "bind");
      if (bind === undefined) return [];
      const origin = part.names.of(bind.node) ?? sdkName(valueName(part, bind.node)) ?? "";
      return [[binding.name, origin] as const];
    });
    unit.results.set(key, binds);
    return binds;
  }
}
