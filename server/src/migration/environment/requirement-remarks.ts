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

/** A module that nothing explains comes from a listed package of another name, from the image, or is missing. */
export function strangeRemark(
  names: readonly string[],
  origin: string | undefined,
  dockerfile: Dockerfile | undefined,
): EnvironmentRemark {
  const what = `The code imports ${listed(names)}, which no list names and which is no well-known package`;
  if (origin !== undefined)
    return note("requirements", `${what}; it is taken to come with one of the others, such as \`${origin}\`.`);
  const where = dockerfile === undefined ? "" : `, or take it over from the image of \`${dockerfile.path}\``;
  return decision("requirements", `${what}; add the package that brings it to \`requirements\`${where}.`);
}

/** `-e .` installs the project, whose files go along as they are; any other folder must be built. */
export function pathRemark(path: string, source: string): EnvironmentRemark {
  const what = `\`${source}\` installs \`${path}\` from the project`;
  if (/^\.{1,2}\/?(?:\[.*\])?$/.test(path))
    return note("requirements", `${what}; the files that the app imports go along in \`app_files\` instead.`);
  return decision(
    "requirements",
    `${what}; fal builds such a folder only where it holds a \`pyproject.toml\` and \`requirements_context_dir\` leads to it.`,
  );
}
