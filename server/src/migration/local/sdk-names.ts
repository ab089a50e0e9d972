/**
 * The SDK offers one thing under several names: re-exports, modules of an older layout. Each prefix on the left is
 * spelled as on the right, so that every rule and rewrite knows one name. Source: runpod-python 0.9 to 1.12.0.
 */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^runpod\.endpoint\.asyncio\.(?:asyncio_runner\.)?Endpoint\b/, "runpod.AsyncioEndpoint"],
  [/^runpod\.endpoint\.asyncio\.(?:asyncio_runner\.)?Job\b/, "runpod.AsyncioJob"],
  [/^runpod\.endpoint\.(?:runner\.)?Endpoint\b/, "runpod.Endpoint"],
  [/^runpod\.endpoint\.(?:runner\.)?Job\b/, "runpod.Job"],
  [/^runpod\.serverless\.modules\.rp_logger\.RunPodLogger\b/, "runpod.RunPodLogger"],
  [/^runpod\.serverless\.modules\.rp_progress\.progress_update\b/, "runpod.serverless.progress_update"],
  [/^runpod\.serverless\.modules\.rp_fitness\.register_fitness_check\b/, "runpod.serverless.register_fitness_check"],
  [/^runpod\.serverless\.utils\.(?:rp_volume_cache\.)?VolumeCache\b/, "runpod.serverless.VolumeCache"],
  [/^runpod\.serverless\.utils\.upload\b(?!_)/, "runpod.serverless.utils.rp_upload"],
  [/^runpod\.serverless\.utils\.download\b(?!_)/, "runpod.serverless.utils.rp_download"],
  [/^runpod\.serverless\.utils\.validator\b/, "runpod.serverless.utils.rp_validator"],
  [
    /^runpod\.serverless\.utils\.(upload_\w+|files|bucket_upload|get_boto_client)\b/,
    "runpod.serverless.utils.rp_upload.$1",
  ],
  [/^runpod\.serverless\.utils\.(download_\w+)\b/, "runpod.serverless.utils.rp_download.$1"],
  [/^runpod\.serverless\.utils\.validate\b/, "runpod.serverless.utils.rp_validator.validate"],
  [/^runpod\.endpoint\.asyncio\.asyncio_runner\./, "runpod."],
];

/** The one spelling of a name of RunPod's SDK; undefined for every other name. */
export function sdkName(name: string | undefined): string | undefined {
  if (name === undefined || !/^(?:runpod|runpod_flash|tetra_rp)(?:\.|$)/.test(name)) return undefined;
  for (const [pattern, spelling] of SPELLINGS)
    if (pattern.test(name)) return jobOfEndpoint(name.replace(pattern, spelling));
  return jobOfEndpoint(name);
}

/** A job given as such is what `run` of an endpoint returns. */
function jobOfEndpoint(name: string): string {
  return name.replace(/^runpod\.(Asyncio)?Job\(\)/, "runpod.$1Endpoint().run()");
}
