/** RunPod's name in any spelling, its older packages, its keys. */
const NAMES = /runpod|tetra_rp|rpa_[a-z0-9]/i;

/** A load-balancing worker imports nothing of RunPod: its health route and port give it away. */
const SERVER = ["/ping", "PORT"] as const;

/** Where RunPod mounts a pod's volume; a word of many projects, so that it says something only beside a worker. */
const VOLUME = /\/workspace/i;

/** Whether a text may be a FastAPI server behind RunPod's load balancer. */
export function isServerBehindBalancer(text: string): boolean {
  return SERVER.every((mark) => text.includes(mark)) && text.includes("FastAPI(");
}

/** Whether a text by itself is about RunPod. Without that nothing is found in it, and it need not be parsed. */
export function isAboutRunpod(text: string): boolean {
  return NAMES.test(text) || SERVER.every((mark) => text.includes(mark));
}

/** Whether a text may concern a migration of the project it belongs to. */
export function mayConcernRunpod(text: string): boolean {
  return isAboutRunpod(text) || VOLUME.test(text);
}
