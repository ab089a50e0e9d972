import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { BROUGHT_BY_FAL, EXTRAS, isServedByFal, SERVED_RUNPOD } from "./brought-packages.js";
import { brings, COMPANIONS, distributionsOf, type Companion } from "./distributions.js";
import type { Dockerfile } from "./dockerfile.js";
import { pythonVersion } from "./image-python.js";
import { torchVersion } from "./image-torch.js";
import { thirdPartyModules } from "./imported-packages.js";
import { isKnownDistribution, isKnownPackage, UNPUBLISHED } from "./known-packages.js";
import type { Listing } from "./listing.js";
import { filesOf, folderOf, foldersUpFrom } from "./paths.js";
import type { FoundRequirement } from "./pip-options.js";
import { decision, note, type EnvironmentRemark } from "./remark.js";
import { byName, hasCredentials, isPackage, isSame, onLinux, packageOf, uniqueOptions } from "./requirement-forms.js";
import { addedReason, droppedReason, pathRemark, strangeRemark } from "./requirement-remarks.js";
import { normalizedName, withVersion, type Requirement } from "./requirement.js";

/** The Python environment of an app. */
export interface Requirements {
  /** The items of `requirements = […]`, in the order of their source. */
  readonly items: readonly string[];
  /** Where each item comes from: a path in the workspace, or "imports". */
  readonly sources: ReadonlyMap<string, string>;
  readonly remarks: readonly EnvironmentRemark[];
}

interface MissingModule {
  readonly name: string;
  readonly module: PythonModule;
}

/** The items of `requirements`, gathered from what is listed and what is imported. */
export class RequirementList {
  private readonly items = new Map<string, FoundRequirement>();
  private readonly options: string[];
  private readonly remarks: EnvironmentRemark[];

  private readonly shared: ReadonlyMap<string, FoundRequirement>;

  constructor({ own, shared }: Listing) {
    this.options = [...own.options];
    this.remarks = [...own.remarks];
    this.shared = byName(shared);
    const dropped: string[] = [];
    for (const found of own.found) this.addListed(found, dropped);
    if (dropped.length > 0) this.remarks.push(note("requirements", droppedReason(dropped)));
  }

  /** The image's own packages: `FROM pytorch/pytorch:2.1.0` brought torch 2.1.0 without a list naming it. */
  addFromImage(modules: readonly PythonModule[], dockerfile: Dockerfile | undefined): void {
    const version = torchVersion(dockerfile?.base);
    const needed = modules.some((module) =>
      thirdPartyModules(module).some(({ module: name }) => isPackage(name, "torch")),
    );
    if (version === undefined || dockerfile === undefined || !needed || this.has("torch")) return;
    this.add({ requirement: packageOf(`torch==${version}`), source: dockerfile.path });
    const reason = `\`torch==${version}\` is not listed anywhere; the image \`${dockerfile.base ?? ""}\` brought it.`;
    this.remarks.push(note("requirements", reason));
  }

  /** Adds what the code imports and no list names. What is no known package either is not guessed at where it may come from elsewhere. */
  addImports(modules: readonly PythonModule[], dockerfile: Dockerfile | undefined, clones: readonly string[]): void {
    const hadList = this.items.size > 0 || this.shared.size > 0;
    const missing = this.missingModules(modules).filter(({ name }) => !this.addShared(distributionsOf(name)));
    const isGuessed = ({ name }: MissingModule): boolean => {
      const top = topLevelPackage(name);
      if (UNPUBLISHED.has(top)) return true;
      return (hadList || dockerfile !== undefined) && !isKnownPackage(top);
    };
    const strange = missing.filter(isGuessed);
    const added = missing
      .filter((module) => !isGuessed(module))
      .map(({ name, module }) => this.preferred(name, module));
    const origin = this.strangers().at(0);
    for (const distribution of added) this.add({ requirement: packageOf(distribution), source: "imports" });
    if (added.length > 0) this.remarks.push(note("requirements", addedReason([...new Set(added)], hadList)));
    const names = [...new Set(strange.map(({ name }) => topLevelPackage(name)))];
    if (names.length > 0) this.remarks.push(strangeRemark(names, { package: origin, clones, dockerfile }));
  }

  /** Takes a package over from the list that several workers of the project share; false where that names none of them. */
  private addShared(distributions: readonly string[]): boolean {
    const found = distributions.map((name) => this.shared.get(normalizedName(name))).find((item) => item !== undefined);
    if (found !== undefined) this.addListed(found, []);
    return found !== undefined;
  }

  /** Imported modules that no item brings, each top-level package once. */
  private missingModules(modules: readonly PythonModule[]): readonly MissingModule[] {
    const missing = new Map<string, MissingModule>();
    for (const module of modules) {
      for (const { module: name, stated, isOptional, isForgivenLater } of thirdPartyModules(module)) {
        // What a helper module asks for only when one of its functions is called, and expects to miss, is an extra.
        const isExtra = isOptional || (isForgivenLater && module !== modules[0]);
        if (isExtra || isServedByFal(stated) || this.bringsModule(name)) continue;
        const [distribution = name] = distributionsOf(name);
        if (!missing.has(distribution)) missing.set(distribution, { name, module });
      }
    }
    return [...missing.values()];
  }

  /** Listed packages of which it is not known under which name they are imported. */
  private strangers(): readonly string[] {
    return [...this.items.values()].flatMap(({ requirement }) => {
      if (requirement.kind === "path") return [];
      return requirement.kind === "url" || !isKnownDistribution(requirement.name) ? [requirement.text] : [];
    });
  }

  addCompanions(modules: readonly PythonModule[]): void {
    const imported = new Set(
      modules.flatMap((module) => thirdPartyModules(module).map(({ stated }) => topLevelPackage(stated))),
    );
    const text = modules.map(({ source }) => source).join("\n");
    for (const companion of COMPANIONS) {
      if (!imported.has(companion.of) || !this.isMissing(companion, imported, text)) continue;
      if (this.addShared([companion.distribution])) continue;
      this.add({ requirement: packageOf(companion.distribution), source: "imports" });
      const reason = `\`${companion.distribution}\` is in \`requirements\` for \`${companion.of}\`: ${companion.why}.`;
      this.remarks.push(note("requirements", reason));
    }
  }

  /** PyTorch's builds for one CUDA version are on an index of their own: `torch==2.4.0+cu124` is on no other. */
  addIndexes(): void {
    const builds = [...this.items.values()].flatMap(({ requirement }) =>
      requirement.kind === "package" ? (/\+(cu\d+|cpu|rocm[\d.]+)\b/.exec(requirement.version)?.[1] ?? []) : [],
    );
    for (const build of new Set(builds)) {
      if (!this.options.some((option) => option.includes(`/whl/${build}`) || option.includes("torch_stable")))
        this.options.push("--extra-index-url", `https://download.pytorch.org/whl/${build}`);
    }
  }

  /** Pins were chosen for the Python of the old image; fal's runner has that of the deploying machine. */
  remarkOnPython(dockerfile: Dockerfile | undefined): void {
    const version = dockerfile === undefined ? undefined : pythonVersion(dockerfile);
    const isPinned = [...this.items.values()].some(
      ({ requirement }) => requirement.kind === "package" && requirement.version.startsWith("=="),
    );
    if (version === undefined || !isPinned) return;
    const reason = `The image of \`${dockerfile?.path ?? ""}\` has Python ${version}, for which the pins of \`requirements\` were chosen; a fal runner has the version that deploys, so deploy with ${version} or loosen the pins.`;
    this.remarks.push(note("requirements", reason));
  }

  /** fal takes an item that equals a folder's name for a local project; a version tells it apart. */
  remarkOnFolders(workspace: Workspace, path: string): void {
    const own = folderOf(path);
    const folders = new Set(
      [...filesOf(workspace)]
        .filter((file) => foldersUpFrom(file).includes(own))
        .map((file) => file.slice(own === "" ? 0 : own.length + 1).split("/")[0] ?? ""),
    );
    for (const [key, { requirement, source }] of this.items) {
      if (requirement.kind !== "package" || !folders.has(requirement.text)) continue;
      this.items.set(key, { requirement: withVersion(requirement, ">=0"), source });
      const reason = `\`${requirement.text}\` is also a folder beside the app, which fal would take for the package; \`>=0\` keeps it on the published one.`;
      this.remarks.push(note("requirements", reason));
    }
  }

  result(): Requirements {
    const found = [...this.items.values()];
    const options = uniqueOptions(this.options);
    return {
      items: [...options, ...found.map(({ requirement }) => requirement.text)],
      sources: new Map(found.map(({ requirement, source }) => [requirement.text, source])),
      remarks: uniqueRemarks(this.remarks),
    };
  }

  private addListed({ requirement, source }: FoundRequirement, dropped: string[]): void {
    if (requirement.kind === "path") {
      this.remarks.push(pathRemark(requirement.text, source));
      return;
    }
    if (hasCredentials(requirement.text)) {
      const reason = `\`${source}\` installs \`${requirement.name}\` from an address with a password in it; put the password into a fal secret and add the package by hand.`;
      this.remarks.push(decision("requirements", reason));
      return;
    }
    if (SERVED_RUNPOD.has(requirement.name) || (requirement.kind === "url" && requirement.name === "runpod-python"))
      return;
    if (BROUGHT_BY_FAL.has(requirement.name)) {
      if (requirement.kind === "package" && requirement.version !== "") dropped.push(requirement.text);
      this.addExtra(requirement, source);
      return;
    }
    const fitting = onLinux(requirement);
    if (fitting !== undefined) this.add({ requirement: fitting, source });
  }

  private addExtra(requirement: Requirement, source: string): void {
    const extra = requirement.kind === "package" ? EXTRAS[`${requirement.name}${requirement.extras}`] : undefined;
    if (extra !== undefined) this.add({ requirement: packageOf(extra), source });
  }

  /** The first mention keeps its place; a later one that pins a version decides about it, as the later install did. */
  private add(found: FoundRequirement): void {
    const { requirement } = found;
    const key = requirement.kind === "path" ? requirement.text : requirement.name;
    const known = this.items.get(key);
    const decides = requirement.kind !== "package" || requirement.version !== "";
    if (known === undefined || (decides && !isSame(known.requirement, requirement))) this.items.set(key, found);
  }

  private has(name: string): boolean {
    return this.items.has(normalizedName(name));
  }

  private bringsModule(module: string): boolean {
    return [...this.items.keys()].some((name) => brings(name, module));
  }

  private preferred(module: string, { source }: PythonModule): string {
    const [first = module] = distributionsOf(module);
    const onGpu = first === "onnxruntime" && /CUDAExecutionProvider|TensorrtExecutionProvider/.test(source);
    return onGpu ? "onnxruntime-gpu" : first;
  }

  /** `rembg[gpu]` has its runtime already, `diffusers[torch]` its tensors. */
  private isBroughtByExtra({ of, distribution }: Companion): boolean {
    const known = this.items.get(normalizedName(of))?.requirement;
    const extras = known?.kind === "package" ? known.extras.replace(/[[\]]/g, "").split(",") : [];
    return extras.some((extra) => extra === distribution || DEVICE_EXTRAS.includes(extra));
  }

  private isMissing(companion: Companion, imported: ReadonlySet<string>, text: string): boolean {
    if (this.has(companion.distribution) || this.isBroughtByExtra(companion)) return false;
    if (companion.where !== undefined && !companion.where.test(text)) return false;
    return !(companion.unless ?? []).some((name) => imported.has(name) || this.has(name));
  }
}

const DEVICE_EXTRAS = ["cpu", "gpu", "cuda"];

function uniqueRemarks(remarks: readonly EnvironmentRemark[]): readonly EnvironmentRemark[] {
  return [...new Map(remarks.map((remark) => [`${remark.kind} ${remark.reason}`, remark])).values()];
}
