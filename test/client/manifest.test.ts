import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS, CONTEXTS, LOG_LANGUAGE, SETTINGS, VIEWS } from "../../client/src/names.js";
import { DEFAULT_SETTINGS, SETTINGS_SECTION } from "../../server/src/protocol.js";

interface Property {
  readonly default: unknown;
  readonly scope?: string;
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly description: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: string; readonly description: string };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Property>> }[];
    readonly languages: readonly { readonly id: string }[];
    readonly grammars: readonly { readonly language: string; readonly path: string }[];
    readonly snippets: readonly { readonly path: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: { readonly markdown: string } }[] }[];
  };
}

const texts = JSON.parse(readFileSync("package.nls.json", "utf8")) as Readonly<Record<string, string>>;
/** The manifest as a person sees it: with its texts in place. */
const text = readFileSync("package.json", "utf8").replace(/"%([^%"]+)%"/g, (all, key: string) =>
  JSON.stringify(texts[key] ?? all),
);
const manifest = JSON.parse(text) as Manifest;
const { contributes, capabilities } = manifest;
const properties = Object.assign({}, ...contributes.configuration.map((part) => part.properties)) as Readonly<
  Record<string, Property>
>;
const commands: readonly string[] = Object.values(COMMANDS);

/** The text of all of the client, for what must stand in it somewhere. */
function sources(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}

describe("the manifest and the code agree", () => {
  it("on the commands", () => {
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual([...commands].sort());
    for (const { title, category } of contributes.commands) {
      expect(category).toBe("fal");
      expect(title).toMatch(/^[A-Z][^.]*$/);
    }
  });

  it("on the commands of menus and welcomes", () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const inWelcomes = [...text.matchAll(/\(command:(runpodToFal\.\w+)/g)].map(([, command = ""]) => command);
    expect(inMenus.filter((command) => !commands.includes(command))).toEqual([]);
    expect(inWelcomes.filter((command) => !commands.includes(command))).toEqual([]);
    expect(inWelcomes).toContain(COMMANDS.migrate);
  });

  it("that every command has a handler", () => {
    const extension = readFileSync("client/src/extension.ts", "utf8");
    const handled = [...extension.matchAll(/\[COMMANDS\.(\w+)\]:/g)].map(([, name]) => name);
    expect(handled.sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it("on the settings and what they are by default", () => {
    const defaults = Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, property.default]));
    const inCode = Object.entries(SETTINGS).map(([name, value]) => [`${SETTINGS_SECTION}.${name}`, value] as const);
    expect(defaults).toEqual(Object.fromEntries(inCode));
    expect({
      enable: SETTINGS["diagnostics.enable"],
      select: SETTINGS["diagnostics.select"],
      ignore: SETTINGS["diagnostics.ignore"],
    }).toEqual(DEFAULT_SETTINGS.diagnostics);
  });

  it("that every setting is described and used", () => {
    const code = `${sources("client/src")}\n${sources("server/src/lsp")}`;
    for (const [name, { description, markdownDescription, scope }] of Object.entries(properties)) {
      expect(description ?? markdownDescription, name).toMatch(/^[A-Z].{20,}\.$/);
      expect(scope, name).toBeDefined();
      const short = name.slice(SETTINGS_SECTION.length + 1);
      if (!short.startsWith("diagnostics.")) expect(code.split(`"${short}"`).length, name).toBeGreaterThan(1);
    }
  });

  it("on the views and the contexts of their conditions", () => {
    const views = Object.values(contributes.views).flat();
    expect(views.map(({ id }) => id).sort()).toEqual(Object.values(VIEWS).sort());
    const known = [...commands, ...Object.values(VIEWS), ...Object.values(CONTEXTS)];
    const named = [...text.matchAll(/runpodToFal\.\w+/g)].map(([name]) => name);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("on the files that it names", () => {
    const files = [
      manifest.icon,
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.snippets.map(({ path }) => path),
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
    ];
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    expect(contributes.languages.map(({ id }) => id)).toEqual([LOG_LANGUAGE]);
  });
});

describe("the manifest keeps its user safe", () => {
  it("says what works without trust and without files", () => {
    for (const { supported, description } of [capabilities.untrustedWorkspaces, capabilities.virtualWorkspaces]) {
      expect(supported).toBe("limited");
      expect(description.length).toBeGreaterThan(40);
    }
  });

  it("lets no untrusted folder choose a program, and no folder choose where a key goes", () => {
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toContain("fal.python.interpreter");
    for (const name of ["fal.platform.address", "fal.platform.restAddress"])
      expect(properties[name]?.scope).toBe("machine");
  });

  it("wakes for Python alone; commands and views wake it by themselves", () => {
    expect(manifest.activationEvents).toEqual(["onLanguage:python"]);
  });

  it("has an icon that a store takes", () => {
    const icon = readFileSync(manifest.icon);
    expect(icon.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([256, 256]);
  });
});
