import type { Dockerfile } from "./dockerfile.js";
import { decision, listed, note, type EnvironmentRemark } from "./remark.js";

/** Sentences about `requirements` for the report. */

/** Pins of what fal installs itself. */
export function droppedReason(dropped: readonly string[]): string {
  const verb = dropped.length === 1 ? "is" : "are";
  return `${listed(dropped)} ${verb} left out of \`requirements\`: fal installs its own version on the runner, the one on the deploying machine.`;
}

/** Packages that only the code names. */
export function addedReason(added: readonly string[], hadList: boolean): string {
  const [verb, them, they] = added.length === 1 ? ["is", "it", "it has"] : ["are", "them", "they have"];
  const origin = hadList ? `no list names ${them}` : "the project has no list of packages";
  return `${listed(added)} ${verb} in \`requirements\` because the code imports ${them}; ${origin}, so ${they} no version.`;
}

/** What a module that no list names may come from. */
interface Origins {
  /** A listed package of which it is not known what it brings. */
  readonly package: string | undefined;
  /** Repositories that the image clones. */
  readonly clones: readonly string[];
  readonly dockerfile: Dockerfile | undefined;
}

/** A module that nothing explains comes from a clone, a listed package of another name, the image, or is missing. */
export function strangeRemark(names: readonly string[], origins: Origins): EnvironmentRemark {
  const what = `The code imports ${listed(names)}, which no list names and which is no well-known package`;
  if (origins.clones.length > 0)
    return decision(
      "requirements",
      `${what}; \`${origins.dockerfile?.path ?? ""}\` clones ${listed(origins.clones)}, which may hold it: clone in \`setup()\` with \`fal.toolkit.clone_repository\`, or name the repository in \`requirements\` where pip can build it.`,
    );
  if (origins.package !== undefined)
    return note("requirements", `${what}; it is taken to come with one of the others, such as \`${origins.package}\`.`);
  const image = origins.dockerfile?.path;
  const where = image === undefined ? "" : `, or take it over from the image of \`${image}\``;
  return decision("requirements", `${what}; add the package that brings it to \`requirements\`${where}.`);
}

/** `-e .` installs the project, whose files go along as they are; any other folder must be built. */
export function pathRemark(path: string, source: string): EnvironmentRemark {
  const what = `\`${source}\` installs \`${path}\` from the project`;
  if (/^\.{1,2}\/?(?:\[.*\])?$/.test(path))
    return note("requirements", `${what}; the files that the app imports go along in \`app_files\` instead.`);
  if (path.startsWith("/"))
    return decision(
      "requirements",
      `\`${source}\` installs \`${path}\`, which only the image holds; add what it brings to \`requirements\`, or keep the image.`,
    );
  return decision(
    "requirements",
    `${what}; fal builds such a folder only where it holds a \`pyproject.toml\` and \`requirements_context_dir\` leads to it.`,
  );
}
