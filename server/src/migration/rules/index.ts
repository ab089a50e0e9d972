import { cleanup } from "./cleanup.js";
import { concurrencyModifier } from "./concurrency-modifier.js";
import { endpointClient } from "./endpoint-client.js";
import { endpointHttp } from "./endpoint-http.js";
import { errorReturn } from "./error-return.js";
import { fileDownload } from "./file-download.js";
import { fileUpload } from "./file-upload.js";
import { generatorHandler } from "./generator-handler.js";
import { inputValidator } from "./input-validator.js";
import { jobId } from "./job-id.js";
import { jobInput } from "./job-input.js";
import { localFilesOnly } from "./local-files-only.js";
import { moduleState } from "./module-state.js";
import { progressUpdate } from "./progress-update.js";
import { refreshWorker } from "./refresh-worker.js";
import { returnAggregateStream } from "./return-aggregate-stream.js";
import { runpodEnvironment } from "./runpod-environment.js";
import { sdkHelper } from "./sdk-helper.js";
import { sdkLogger } from "./sdk-logger.js";
import { serverlessStart } from "./serverless-start.js";
import { startMisuse } from "./start-misuse.js";
import { volumePath } from "./volume-path.js";
import type { Rule } from "./rule.js";

/** All rules, by name. */
export const RULES: readonly Rule[] = [
  cleanup,
  concurrencyModifier,
  endpointClient,
  endpointHttp,
  errorReturn,
  fileDownload,
  fileUpload,
  generatorHandler,
  inputValidator,
  jobId,
  jobInput,
  localFilesOnly,
  moduleState,
  progressUpdate,
  refreshWorker,
  returnAggregateStream,
  runpodEnvironment,
  sdkHelper,
  sdkLogger,
  serverlessStart,
  startMisuse,
  volumePath,
];
