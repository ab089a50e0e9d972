/** What each command says of itself. The README names them in the same words. */
export const HELP: Readonly<Record<string, string>> = {
  "": `runpod-to-fal: moves RunPod serverless workers to fal

Usage: runpod-to-fal COMMAND [options]

Commands:
  check   [PATH…]  say what of RunPod is left
  migrate [PATH…]  turn workers into fal Apps: a diff, in place, or into a folder
  verify  FILE     compare the old worker's answers with the new app's
  rules   [RULE]   the mapping from RunPod to fal, or one rule's page

Options:
  --help           this text, or with a command, the command's own
  --version        the version

A PATH is a file or a folder, the current one by default. Folders are walked as git sees them;
\`-\` reads standard input and needs --stdin-filename.
`,
  check: `Says what of RunPod is left in Python files.

Usage: runpod-to-fal check [PATH…] [options]

Options:
  --format FORMAT        text (default), json, sarif or github
  --select RULE,…        show these rules only
  --ignore RULE,…        leave these rules out
  --stdin-filename NAME  the name of the file that \`-\` stands for

Exit codes: 0, nothing is left; 1, there are findings; 2, wrong usage, or something could not be read.
`,
  migrate: `Turns RunPod workers into fal Apps, and their callers into fal's client.

Usage: runpod-to-fal migrate [PATH…] [options]

Options:
  --diff                 print a unified diff and change nothing (default)
  --write                change files in place, all of them or none; the old ones are kept in .runpod-to-fal/
  --output DIR           write changed and new files into DIR, at their path relative to PATH
  --report FILE          write what was done, and what is left to decide, as FILE.md or FILE.json
  --stdin-filename NAME  the name of the file that \`-\` stands for

Exit codes: 0, nothing is left to decide; 1, something is; 2, wrong usage, or something could not be read or written.
`,
  verify: `Runs the old worker under the runpod SDK and the new app under the fal SDK, and compares their answers.

Usage: runpod-to-fal verify FILE [options]

FILE is the migrated app.

Options:
  --old PATH|git:REV      the old worker (default: the copy that migrate --write kept, else git's last)
  --inputs FILE           inputs as .json or .jsonl (default: those beside the app, and generated ones)
  --python PYTHON         the Python that has fal
  --runpod-python PYTHON  the Python that has runpod
  --format FORMAT         text (default) or json
  --pickled               also pickle the app and load it back, as a deployment does
  --served                run the real commands: the worker fetches jobs, \`fal run --local\` serves the app
  --network               let both sides use the network
  --seed NUMBER           choose the generated inputs by this number (default: 1)

Exit codes: 0, all answers are equal; 1, something differs; 2, it could not run.
`,
  rules: `Prints the mapping from RunPod to fal, or one rule's page.

Usage: runpod-to-fal rules [RULE]
`,
};
