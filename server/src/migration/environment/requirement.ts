/** One line of a requirements file, or one argument of `pip install`. */
export type Requirement =
  | {
      readonly kind: "package";
      /** Normalised as PyPI does: lower case, `-` for `_` and `.`. */
      readonly name: string;
      readonly extras: string;
      /** `==2.1.0`, `>=1,<2`, ` @ https://…`, or empty. */
      readonly version: string;
      /** `; sys_platform == …`, or empty. */
      readonly marker: string;
      /** As it is written in `requirements`. */
      readonly text: string;
    }
  /** A repository or an archive without a name of its own. */
  | { readonly kind: "url"; readonly name: string; readonly text: string }
  /** A folder or an archive of the project. */
  | { readonly kind: "path"; readonly text: string };

export type PackageRequirement = Extract<Requirement, { kind: "package" }>;

const PACKAGE =
  /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*(@\s*\S+|\(?\s*(?:(?:===?|~=|!=|<=?|>=?)\s*[^;,\s)]+\s*,?\s*)*\)?)\s*(;.*)?$/;

/** Reads a requirement without its comment, options and hashes. Undefined for what pip would refuse. */
export function parseRequirement(line: string): Requirement | undefined {
  const text = line
    .replace(/\s+--hash[= ]\S+/g, "")
    .replace(/\s+--(?:config-settings?|global-option|install-option)[= ]\S+/g, "")
    .trim();
  if (text === "") return undefined;
  if (isUrl(text)) return { kind: "url", name: nameFromUrl(text), text };
  if (isPath(text) && !/^[\w.-]+\s*(?:\[[^\]]*\])?\s*@\s*\w+[:+]/.test(text)) return { kind: "path", text };
  const match = PACKAGE.exec(text);
  if (match === null) return undefined;
  const [, name = "", extras = "", rawVersion = "", rawMarker = ""] = match;
  const version = tidyVersion(rawVersion);
  const marker = rawMarker.replace(/^;\s*/, "; ").trim();
  return {
    kind: "package",
    name: normalizedName(name),
    extras: extras.replace(/\s+/g, ""),
    version,
    marker,
    text: packageText(name, extras.replace(/\s+/g, ""), version, marker),
  };
}

/** A package requirement with another version. */
export function withVersion(requirement: PackageRequirement, version: string): PackageRequirement {
  const name = /^[A-Za-z0-9._-]+/.exec(requirement.text)?.[0] ?? requirement.name;
  return { ...requirement, version, text: packageText(name, requirement.extras, version, requirement.marker) };
}

export function withoutMarker(requirement: PackageRequirement): PackageRequirement {
  return withVersion({ ...requirement, marker: "" }, requirement.version);
}

/** The name that PyPI and pip compare. */
export function normalizedName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

function packageText(name: string, extras: string, version: string, marker: string): string {
  return `${name}${extras}${version}${marker}`;
}

function tidyVersion(raw: string): string {
  const text = raw.replace(/[()]/g, "").trim().replace(/,$/, "");
  return text.startsWith("@") ? ` @ ${text.slice(1).trim()}` : text.replace(/\s+/g, "");
}

function isUrl(text: string): boolean {
  return /^(?:[a-z+]+:\/\/|git@)/i.test(text);
}

function isPath(text: string): boolean {
  return (
    /^(?:\.{0,2}\/|\.$|\.\.$|\.\[|~)/.test(text) || /\.(?:whl|tar\.gz|zip)$/.test(text) || /^[A-Za-z]:\\/.test(text)
  );
}

/** The distribution that a repository or archive holds, as far as its address tells. */
function nameFromUrl(url: string): string {
  const egg = /[#&]egg=([A-Za-z0-9._-]+)/.exec(url)?.[1];
  const path = url.replace(/[#?].*$/, "").replace(/@[^/]*$/, "");
  const last = path.split("/").at(-1) ?? "";
  const archived = /\/([^/]+)\/archive\//.exec(path)?.[1];
  const wheel = /^([A-Za-z0-9_.]+)-\d[^-]*-.*\.whl$/.exec(last)?.[1];
  return normalizedName(
    egg ?? archived ?? wheel ?? last.replace(/\.git$|\.zip$|\.tar\.gz$/, "").replace(/-\d[\w.]*$/, ""),
  );
}

/** The normalised name of an item of `requirements`, extras and version left out. */
export function requirementName(item: string): string {
  const requirement = parseRequirement(item);
  return requirement === undefined || requirement.kind === "path" ? item : requirement.name;
}
