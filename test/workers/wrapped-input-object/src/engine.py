class Engine:
    template = "<{role}> {content}"

    def apply_chat_template(self, messages):
        return "\n".join(self.template.format(**m) for m in messages)

    def generate(self, job_input):
        prompt = job_input.llm_input
        if isinstance(prompt, list):
            prompt = self.apply_chat_template(prompt)
        tokens = prompt.split()[: job_input.sampling_params.max_tokens]
        return {"tokens": tokens, "usage": {"input": len(prompt.split()), "output": len(tokens)}}
