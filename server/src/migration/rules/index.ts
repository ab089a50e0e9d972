import { argumentParser } from "./argument-parser.js";
import { base64Answer } from "./base64-answer.js";
import { blanketExcept } from "./blanket-except.js";
import { blockingAsync } from "./blocking-async.js";
import { cleanup } from "./cleanup.js";
import { codeAfterStart } from "./code-after-start.js";
import { completedError } from "./completed-error.js";
import { concurrencyController } from "./concurrency-controller.js";
import { concurrencyModifier } from "./concurrency-modifier.js";
import { containerImage } from "./container-image.js";
import { endpointClient } from "./endpoint-client.js";
import { endpointHttp } from "./endpoint-http.js";
import { environmentRead } from "./environment-read.js";
import { errorReturn } from "./error-return.js";
import { fileDownload } from "./file-download.js";
import { fileUpload } from "./file-upload.js";
import { flashEndpoint } from "./flash-endpoint.js";
import { generatorHandler } from "./generator-handler.js";
import { globalState } from "./global-state.js";
import { handlerOutput } from "./handler-output.js";
import { handlerValue } from "./handler-value.js";
import { imagePath } from "./image-path.js";
import { importers } from "./importers.js";
import { undefinedName } from "./undefined-name.js";
import { inputType } from "./input-type.js";
import { inputValidator } from "./input-validator.js";
import { jobId } from "./job-id.js";
import { jobInput } from "./job-input.js";
import { jobKeys } from "./job-keys.js";
import { loadBalancer } from "./load-balancer.js";
import { localFilesOnly } from "./local-files-only.js";
import { localModules } from "./local-modules.js";
import { machineType } from "./machine-type.js";
import { managementApi } from "./management-api.js";
import { moduleBridge } from "./module-bridge.js";
import { moduleImport } from "./module-import.js";
import { moduleState } from "./module-state.js";
import { nestedOutput } from "./nested-output.js";
import { openaiRoute } from "./openai-route.js";
import { possibleError } from "./possible-error.js";
import { processExit } from "./process-exit.js";
import { progressUpdate } from "./progress-update.js";
import { quietChange } from "./quiet-change.js";
import { raisedError } from "./raised-error.js";
import { refreshWorker } from "./refresh-worker.js";
import { requirements } from "./requirements.js";
import { returnAggregateStream } from "./return-aggregate-stream.js";
import { returnedGenerator } from "./returned-generator.js";
import { runpodApp } from "./runpod-app.js";
import { runpodEnvironment } from "./runpod-environment.js";
import { runpodImport } from "./runpod-import.js";
import { savedPathRule } from "./saved-path.js";
import { sdkHelper } from "./sdk-helper.js";
import { sdkLogger } from "./sdk-logger.js";
import { secretInCode } from "./secret-in-code.js";
import { serverlessStart } from "./serverless-start.js";
import { severalStarts } from "./several-starts.js";
import { startConfig } from "./start-config.js";
import { startMisuse } from "./start-misuse.js";
import { startOption } from "./start-option.js";
import { syntaxError } from "./syntax-error.js";
import { unserialisableOutput } from "./unserialisable-output.js";
import { validatorOrder } from "./validator-order.js";
import { validatorRule } from "./validator-rule.js";
import { volumePath } from "./volume-path.js";
import { yieldedError } from "./yielded-error.js";
import type { Rule } from "./rule.js";

/** All rules, by name. */
export const RULES: readonly Rule[] = [
  argumentParser,
  base64Answer,
  blanketExcept,
  blockingAsync,
  cleanup,
  codeAfterStart,
  completedError,
  concurrencyController,
  concurrencyModifier,
  containerImage,
  endpointClient,
  endpointHttp,
  environmentRead,
  errorReturn,
  fileDownload,
  fileUpload,
  flashEndpoint,
  generatorHandler,
  globalState,
  handlerOutput,
  handlerValue,
  imagePath,
  importers,
  inputType,
  inputValidator,
  jobId,
  jobInput,
  jobKeys,
  loadBalancer,
  localFilesOnly,
  localModules,
  machineType,
  managementApi,
  moduleBridge,
  moduleImport,
  moduleState,
  nestedOutput,
  openaiRoute,
  possibleError,
  processExit,
  progressUpdate,
  quietChange,
  raisedError,
  refreshWorker,
  requirements,
  returnAggregateStream,
  returnedGenerator,
  runpodApp,
  runpodEnvironment,
  runpodImport,
  savedPathRule,
  sdkHelper,
  sdkLogger,
  secretInCode,
  serverlessStart,
  severalStarts,
  startConfig,
  startMisuse,
  startOption,
  syntaxError,
  undefinedName,
  unserialisableOutput,
  validatorOrder,
  validatorRule,
  volumePath,
  yieldedError,
];
