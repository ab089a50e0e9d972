const said: Readonly<Record<string, string>> = {
  time: "no answer in time",
  output: "more output than can be kept",
  "signal 9": "the process was killed, perhaps for want of memory",
  "signal 11": "the process crashed",
  "exit code 0": "the process ended",
};

/** How a process ended instead of answering, in words. */
export function ending(ended: string): string {
  const code = /^exit code (\d+)$/.exec(ended)?.[1];
  return said[ended] ?? (code === undefined ? ended : `the process ended with exit code ${code}`);
}
