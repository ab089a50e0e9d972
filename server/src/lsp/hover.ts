import { MarkupKind, type Hover, type HoverParams } from "./language-server.js";
import type { CancellationToken } from "./language-server.js";
import type { Finding, Safety } from "../migration/finding.js";
import { shownFindings } from "./diagnostics.js";
import type { Engine } from "./engine.js";
import { mayHaveFindings } from "./findings-store.js";
import { rangeOf } from "./positions.js";
import { engineFor, type Session } from "./session.js";

/** What a fix of each safety means for the person who is about to take it. */
const SAFETIES: Readonly<Record<Safety, string>> = {
  safe: "Safe fix",
  review: "Fix to review, a behaviour may change",
  manual: "By hand",
};

/** Explains the findings under the cursor: what stands there, why it changes, what fal has instead, where to read on. */
export async function hover(
  session: Session,
  { textDocument, position }: HoverParams,
  token: CancellationToken,
): Promise<Hover | null> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined || !mayHaveFindings(document)) return null;
  const engine = await engineFor(session, document, token);
  const offset = document.offsetAt(position);
  const found = shownFindings(session, document, engine)
    .map(({ finding }) => finding)
    .filter(({ span }) => span.start <= offset && offset <= span.end);
  const innermost = found.reduce<Finding | undefined>((best, next) => smaller(best, next), undefined);
  if (innermost === undefined) return null;
  const { markdownHover } = session.features;
  const style = markdownHover ? MARKDOWN : PLAIN;
  const value = found.map((finding) => explain(engine, finding, style)).join(style.rule);
  const contents = { kind: markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText, value };
  return { contents, range: rangeOf(document, innermost.span) };
}

interface Style {
  readonly strong: (text: string) => string;
  readonly link: (address: string, text: string) => string;
  readonly rule: string;
}

const MARKDOWN: Style = {
  strong: (text) => `**${text}**`,
  link: (address, text) => `[${text}](${address})`,
  rule: "\n\n---\n\n",
};

const PLAIN: Style = { strong: (text) => text, link: (address) => address, rule: "\n\n" };

/** What the message does not say: that one stands above this already, where the editor shows the finding. */
function explain(engine: Engine, { rule, fix }: Finding, { strong, link }: Style): string {
  const text = engine.rule(rule);
  const paragraphs: string[] = [];
  if (text !== undefined) paragraphs.push(text.why, ...text.mappings.map(({ runpod, fal }) => `${runpod} → ${fal}`));
  if (fix !== undefined) paragraphs.push(`${strong(`${SAFETIES[fix.safety]}:`)} ${fix.title}`);
  const [page, ...further] = text?.links ?? [];
  const links = further.map((address) => link(address, shortened(address)));
  paragraphs.push([page === undefined ? rule : link(page, rule), ...links].join(" · "));
  return paragraphs.join("\n\n");
}

/** An address as a person recognises it: its host, and where it leads to there. */
function shortened(address: string): string {
  const { host, pathname } = new URL(address);
  const segments = pathname.split("/").filter((segment) => segment !== "");
  const between = segments.length > 1 ? "/…/" : "/";
  return segments.length === 0 ? host : host + between + (segments.at(-1) ?? "");
}

function smaller(best: Finding | undefined, next: Finding): Finding {
  return best !== undefined && best.span.end - best.span.start <= next.span.end - next.span.start ? best : next;
}
