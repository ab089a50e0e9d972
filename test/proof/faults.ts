/** A mistake that a conversion could make, sown into a pair that is right. */
export interface Fault {
  readonly name: string;
  readonly pair: string;
  readonly passage: string;
  readonly replacement: string;
  /** What the report has to say about it. */
  readonly found: RegExp;
}

/** A proof that cannot fail proves nothing: each of these must be found. */
export const faults: readonly Fault[] = [
  {
    name: "the answer is wrapped",
    pair: "counter",
    passage: "        return answer\n",
    replacement: '        return {"output": answer}\n',
    found: /output\.output/,
  },
  {
    name: "an error is a 200",
    pair: "counter",
    passage: 'raise HTTPException(status_code=422, detail="text is missing")',
    replacement: 'return {"error": "text is missing"}',
    found: /FAILED on RunPod, status 200 now/,
  },
  {
    name: "a default is lost",
    pair: "sdxl",
    passage: "steps: int = 30",
    replacement: "steps: int",
    found: /accepted on RunPod, refused now \(missing\)/,
  },
  {
    name: "a default is changed",
    pair: "words",
    passage: "max_tokens: int = 16",
    replacement: "max_tokens: int = 8",
    found: /events\[8\]/,
  },
  {
    name: "state is made for every request",
    pair: "counter",
    passage: "        self.count += 1",
    replacement: "        self.setup()\n        self.count += 1",
    found: /output\.count/,
  },
  {
    name: "the model is loaded for every request",
    pair: "sdxl",
    passage: "        prompt = input.prompt\n",
    replacement: "        self.setup()\n        prompt = input.prompt\n",
    found: /calls\[0\].*from_pretrained/,
  },
  {
    name: "events are wrapped twice",
    pair: "tokens",
    passage: "yield f\"data: {json.dumps({'token': token})}\\n\\n\"",
    replacement: "yield f\"data: {json.dumps(f'data: {json.dumps(dict(token=token))}')}\\n\\n\"",
    found: /events\[0\]/,
  },
  {
    name: "an error is a 503",
    pair: "words",
    passage: "raise HTTPException(status_code=500, detail=str(e)) from e",
    replacement: "raise HTTPException(status_code=503, detail=str(e)) from e",
    found: /503 makes fal try the request again/,
  },
  {
    name: "exclude_unset is forgotten",
    pair: "counter",
    passage: "model_dump(exclude_unset=True)",
    replacement: "model_dump()",
    found: /output\.seed/,
  },
  {
    name: "a field is renamed",
    pair: "chat",
    passage: '    name: Any = "nobody"',
    replacement: '    user_name: Any = "nobody"\n\n    @property\n    def name(self):\n        return self.user_name',
    found: /hello Ada/,
  },
  {
    name: "the text of the worker's own exception is lost",
    pair: "counter",
    passage: "    @report_errors\n",
    replacement: "",
    found: /scale 11 is beyond 10.*the text of the worker's own exception is lost/,
  },
  {
    name: "an asynchronous handler blocks",
    pair: "chat",
    passage: "await asyncio.sleep(0.05)",
    replacement: '__import__("time").sleep(0.05)',
    found: /at once/,
  },
  {
    name: "the answers of requests at once are mixed",
    pair: "chat",
    passage: 'await asyncio.sleep(0.05)\n        return {"greeting": f"hello {input.name}"}',
    replacement:
      'self.name = input.name\n        await asyncio.sleep(0.05)\n        return {"greeting": f"hello {self.name}"}',
    found: /at once: output\.greeting/,
  },
  {
    name: "a request that was cancelled leaves its work to the next",
    pair: "narration",
    passage: 'for index, sentence in enumerate(input.text.split(".")):',
    replacement: [
      'self.unsent = [*getattr(self, "unsent", []), *enumerate(input.text.split("."))]',
      "        while self.unsent:",
      "            index, sentence = self.unsent.pop(0)",
    ].join("\n"),
    found: /after a client has left in the middle of a stream, the next request is answered otherwise/,
  },
  {
    name: "a stream is collected before it is sent",
    pair: "narration",
    passage: "for chunk in self.generate(input):",
    replacement: "for chunk in list(self.generate(input)):",
    found: /sent only after the last was made/,
  },
];
