import type { CancellationToken } from "vscode";

/** Aborts what a controller controls when a person presses Cancel. */
export function abortSignalOf(token: CancellationToken, controller: AbortController): AbortSignal {
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => {
    controller.abort();
  });
  return controller.signal;
}
