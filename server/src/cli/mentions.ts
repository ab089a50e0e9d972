/**
 * What a text must mention before anything is parsed: RunPod's name in any spelling, its older packages, or its volume.
 * A superset of what the core looks for.
 */
export const MENTIONS_RUNPOD = /runpod|tetra_rp|\/workspace/i;
