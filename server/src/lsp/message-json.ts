import { Message, PublishDiagnosticsNotification, type PublishDiagnosticsParams } from "./language-server.js";

/** The JSON of diagnostics by the objects themselves: what nothing has changed about is the same object as before. */
const known = new WeakMap<object, string>();

/** The JSON of a message. Diagnostics that were written out before are not written out again. */
export function messageJson(message: Message): string {
  return isPublication(message) ? publicationJson(message.params) : JSON.stringify(message);
}

interface Publication extends Message {
  readonly params: PublishDiagnosticsParams;
}

function isPublication(message: Message): message is Publication {
  return Message.isNotification(message) && message.method === PublishDiagnosticsNotification.method;
}

function publicationJson({ diagnostics, ...rest }: PublishDiagnosticsParams): string {
  let list = "";
  for (const diagnostic of diagnostics) {
    let json = known.get(diagnostic);
    if (json === undefined) known.set(diagnostic, (json = JSON.stringify(diagnostic)));
    list += list === "" ? json : `,${json}`;
  }
  const params = `{"diagnostics":[${list}],${JSON.stringify(rest).slice(1)}`;
  return `{"jsonrpc":"2.0","method":"${PublishDiagnosticsNotification.method}","params":${params}}`;
}
