/** How a text is written down, apart from its lines: what must survive a rewrite of the lines. */
export interface TextForm {
  readonly hasMark: boolean;
  readonly newline: "\n" | "\r\n";
  readonly endsWithNewline: boolean;
}

const MARK = "\uFEFF";

/** Takes a text's form off: no byte order mark, `\n` line ends. A text that mixes line ends keeps them. */
export function takeForm(text: string): { readonly text: string; readonly form: TextForm } {
  const hasMark = text.startsWith(MARK);
  const body = hasMark ? text.slice(1) : text;
  const isWindows = body.includes("\r\n") && !/(?<!\r)\n/.test(body);
  return {
    text: isWindows ? body.replaceAll("\r\n", "\n") : body,
    form: { hasMark, newline: isWindows ? "\r\n" : "\n", endsWithNewline: body === "" || body.endsWith("\n") },
  };
}

/** Gives a text the form back that it had. */
export function giveForm(text: string, form: TextForm): string {
  const ended = form.endsWithNewline ? (text.endsWith("\n") ? text : `${text}\n`) : text.replace(/\n$/, "");
  const lines = form.newline === "\r\n" ? ended.replace(/\r?\n/g, "\r\n") : ended;
  return (form.hasMark ? MARK : "") + lines;
}
