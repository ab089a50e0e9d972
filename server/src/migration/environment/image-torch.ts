/** The torch that an image is named for. */
export function torchVersion(base: string | undefined): string | undefined {
  if (base === undefined || !/^(?:[\w.-]+\/)*pytorch:/.test(base)) return undefined;
  const tag = base.slice(base.indexOf(":") + 1);
  const versions = tag.match(/\d+\.\d+\.\d+/g) ?? [];
  return versions.find((version) => /^[12]\./.test(version));
}
