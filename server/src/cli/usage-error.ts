/** Wrong usage: the command line says so in one line, with a hint, and ends with 2. */
export class UsageError extends Error {
  constructor(
    message: string,
    /** The command whose help is the hint; none before a command is known. */
    readonly command?: string,
  ) {
    super(message);
  }
}
