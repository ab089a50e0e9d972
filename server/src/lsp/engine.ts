import type { Choices } from "../migration/conversion/migrate.js";
import type { Migration } from "../migration/engine.js";
import type { Finding } from "../migration/finding.js";
import type { RuleName } from "../migration/rules/names.js";
import type { Rule } from "../migration/rules/rule.js";
import type { Workspace } from "../migration/workspace.js";
import type { AppSpans } from "./app-outline.js";

/** What a rule means, for hovers and links. */
export type RuleText = Pick<Rule, "title" | "mappings" | "why" | "links">;

/** All that the server asks of the core. Synchronous: by the time there is an engine, the grammar is loaded. */
export interface Engine {
  check(text: string): readonly Finding[];
  migrate(workspace: Workspace, paths?: readonly string[], choices?: Choices): Migration;
  rule(name: RuleName): RuleText | undefined;
  isValid(text: string): boolean;
  apps(text: string): readonly AppSpans[];
}

/**
 * Loads the engine when it is first needed. A document that mentions neither RunPod nor fal never needs it, so an
 * editor full of other Python pays nothing.
 */
export class EngineLoader {
  private loading: Promise<Engine> | undefined;
  private loaded: Engine | undefined;

  constructor(private readonly start: () => Promise<Engine>) {}

  /** The engine, where it is there already. */
  get current(): Engine | undefined {
    return this.loaded;
  }

  load(): Promise<Engine> {
    this.loading ??= this.start().then((engine) => (this.loaded = engine));
    return this.loading;
  }
}
