const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** What a shell says of a command that was interrupted. */
const INTERRUPTED = 130;

/** When the command is told to end, ends first what it started. The result stops listening. */
export function onInterruption(end: () => Promise<unknown>): () => void {
  const handle = (): void => {
    void end().finally(() => process.exit(INTERRUPTED));
  };
  for (const signal of signals) process.once(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
