import { isServerBehindBalancer } from "../mentions.js";
import type { Workspace } from "../workspace.js";
import { nearestFiles } from "./paths.js";

/** Files beside a server that say where it is deployed. */
const DOCUMENTS = [
  ".runpod/hub.json",
  "hub.json",
  "runpod.toml",
  "README.md",
  "readme.md",
  "Dockerfile",
  "docker-compose.yml",
  ".env.example",
];

/**
 * Whether a file is a server behind RunPod's load balancer. Any FastAPI server may have a health route and a port, so
 * that the project must speak of RunPod, and have no worker, whose server this might be besides.
 */
export function isLoadBalancer(workspace: Workspace, path: string, source: string): boolean {
  if (!isServerBehindBalancer(source)) return false;
  const texts = [source, ...nearestFiles(workspace, path, DOCUMENTS).map((file) => workspace.read(file) ?? "")];
  const hasWorker = workspace
    .paths()
    .some((other) => other.endsWith(".py") && /\bserverless\.start\(/.test(workspace.read(other) ?? ""));
  return !hasWorker && texts.some((text) => /runpod/i.test(text));
}
