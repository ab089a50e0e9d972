import { joined } from "./difference.js";
import { prove, type Proof, type Sides, type Subject } from "./prove.js";
import type { Request } from "./task.js";

const most = 16;

/**
 * Proves the handlers of a worker's later `start` calls, each at the endpoint named after it. On RunPod such a call was
 * reached only where the ones before it were not made, so every handler gets a process of its own.
 */
export async function proveLaterHandlers(
  sides: Sides,
  subject: Subject,
  first: Proof,
  requestsFor: (path: string) => Promise<readonly Request[]>,
): Promise<Proof> {
  const endpoints = first.fresh.flatMap((result) => result.endpoints ?? []);
  const hasMore = endpoints.some((path) => path !== "/" && path !== "/stream");
  const proofs = [first];
  for (let registration = 1; hasMore && first.why === undefined && registration < most; registration += 1) {
    const asked = { ...subject.old, ...subject.conditions, requests: [], registration };
    const { started, handler, streams } = await sides.old.run(asked);
    if (!started) break;
    const path = `/${handler ?? ""}`;
    const requests = await requestsFor(streams === true && !endpoints.includes(path) ? `${path}/stream` : path);
    proofs.push(await prove(sides, { ...subject, requests, registration }));
  }
  return proofs.length === 1 ? first : whole(first, proofs);
}

function whole(first: Proof, proofs: readonly Proof[]): Proof {
  return {
    ...first,
    why: proofs.find(({ why }) => why !== undefined)?.why,
    loading: joined(proofs.map(({ loading }) => loading)),
    together: joined(proofs.map(({ together }) => together)),
    rows: proofs.flatMap(({ rows }) => rows),
    untried: proofs.flatMap(({ untried }) => untried),
  };
}
