import type { PythonModule } from "../../python/module.js";
import { findEndpointAddresses } from "./endpoint-address.js";
import { findEndpointClients } from "./endpoint-client.js";
import { findManagementCalls } from "./management-api.js";
import { findCleanups } from "./cleanup.js";
import { findFileDownloads } from "./file-download.js";
import { findFileUploads } from "./file-upload.js";
import { findLocalFilesOnly } from "./local-files-only.js";
import type { LocalRewrite } from "./local-rewrite.js";
import { findProgressUpdates } from "./progress-update.js";
import { findRunpodEnvironment } from "./runpod-environment.js";
import { findSdkHelpers } from "./sdk-helper.js";
import { findSdkLoggers } from "./sdk-logger.js";
import { findSdkUses, type SdkUse } from "./sdk-uses.js";
import { findVolumePaths } from "./volume-path.js";

type Finder = (module: PythonModule, uses: readonly SdkUse[]) => readonly LocalRewrite[];

const FINDERS: readonly Finder[] = [
  findCleanups,
  findEndpointAddresses,
  findEndpointClients,
  findFileDownloads,
  findFileUploads,
  findLocalFilesOnly,
  findManagementCalls,
  findProgressUpdates,
  findRunpodEnvironment,
  findSdkHelpers,
  findSdkLoggers,
  findVolumePaths,
];

/**
 * Everything in a module that can leave RunPod alone, without the rest of the worker being converted, in order of
 * the text. Their replacements may contain each other, but never overlap otherwise.
 */
export function findLocalRewrites(module: PythonModule): readonly LocalRewrite[] {
  return findLocalRewritesIn(module, findSdkUses(module));
}

/** The same, where the uses of the SDK are known already. */
export function findLocalRewritesIn(module: PythonModule, uses: readonly SdkUse[]): readonly LocalRewrite[] {
  return FINDERS.flatMap((find) => find(module, uses)).sort((a, b) => a.span.start - b.span.start);
}
