import { LSPErrorCodes, ResponseError, type CancellationToken } from "./language-server.js";
import type { Session } from "./session.js";

/** Answers one kind of request. */
type Handler<Params, Result> = (session: Session, params: Params, token: CancellationToken) => Result | Promise<Result>;

/**
 * Wraps a handler so that an exception in it costs one answer and not the server: it is logged, and answered with
 * `instead`. Refusals (cancelled, document modified) go through to the client.
 */
export function guarded<Params, Result, Instead>(
  session: Session,
  name: string,
  instead: Instead,
  handler: Handler<Params, Result>,
): (params: Params, token: CancellationToken) => Promise<Result | Instead> {
  return async (params, token) => {
    try {
      return await handler(session, params, token);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      report(session, name, error);
      return instead;
    }
  };
}

/** As `guarded`, for answers that have nothing to stand in for them: the client is told that there is none. */
export function refusing<Params, Result>(
  session: Session,
  name: string,
  handler: Handler<Params, Result>,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    try {
      return await handler(session, params, token);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      report(session, name, error);
      throw new ResponseError(LSPErrorCodes.RequestFailed, `The ${name} failed; the log of the server says why.`);
    }
  };
}

/** Says something to the client that it may not understand, or be there for: a refusal is logged and changes nothing. */
export function attempt(session: Session, name: string, said: Promise<unknown>): void {
  said.catch((error: unknown) => {
    report(session, name, error);
  });
}

/** Logs a failure with the feature it happened in; ends the server where nothing can work any more. */
export function report(session: Session, name: string, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  session.connection.console.error(`${name} failed: ${detail}`);
  if (isFatal(error)) session.fail(`${name}: ${detail}`);
}

/** After an abort the WebAssembly module answers nothing ever again; a new process does. */
function isFatal(error: unknown): boolean {
  return error instanceof Error && error.name === "RuntimeError";
}
