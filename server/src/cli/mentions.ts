/** RunPod's name in any spelling, its older packages, its keys, its volume. */
const NAMES = /runpod|tetra_rp|rpa_[a-z0-9]|\/workspace/i;

/** What a load-balancing worker has, which imports nothing of RunPod. */
const SERVER = ["/ping", "PORT"];

/** Whether a text may concern us at all; only then is the parser loaded. True wherever the core would find something. */
export function mayConcernRunpod(text: string): boolean {
  return NAMES.test(text) || SERVER.every((mark) => text.includes(mark));
}
