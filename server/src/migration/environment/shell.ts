/** Splits a POSIX shell script into simple commands, far enough to recognise what a Dockerfile installs and starts. */

export interface ShellCommand {
  /** The words, quotes removed. Leading keywords and `NAME=value` words are left out. */
  readonly words: readonly string[];
}

const TOKEN =
  /[ \t\r]*(?:(&&|\|\||[;|&\n()])|((?:\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"|'[^']*'|\$\([^)]*\)|[^\s;|&()"'\\])+))|[ \t\r]+$/g;

/** The simple commands of a script in order, whatever joins them. */
export function shellCommands(script: string): readonly ShellCommand[] {
  const commands: string[][] = [[]];
  const text = withoutComments(script).replace(/\\\r?\n/g, " ");
  for (const [, separator, word] of text.matchAll(TOKEN)) {
    if (separator !== undefined) commands.push([]);
    else if (word !== undefined) commands.at(-1)?.push(unquoted(word));
  }
  return commands.map((words) => ({ words: commandOf(words) })).filter(({ words }) => words.length > 0);
}

function withoutComments(script: string): string {
  return script.replace(/^[ \t]*#.*$/gm, "").replace(/[ \t]+#[ \t].*$/gm, "");
}

function unquoted(word: string): string {
  return word.replace(/\\([\s\S])|"((?:\\[\s\S]|[^"\\])*)"|'([^']*)'/g, (_, escaped, double, single) => {
    const [plain, quoted, literal] = [escaped, double, single] as readonly (string | undefined)[];
    return plain ?? quoted?.replace(/\\(["\\$`])/g, "$1") ?? literal ?? "";
  });
}

const KEYWORDS = new Set(["if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "!", "{", "}"]);

/** The command itself, behind the shell's own words and assignments. */
function commandOf(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !KEYWORDS.has(word) && !/^[A-Za-z_]\w*=/.test(word));
  return first < 0 ? [] : words.slice(first);
}
