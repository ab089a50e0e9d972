/** Says what a long step is at just now; may be called as often as one likes. */
export type Report = (detail: string) => void;

const quietFor = 5_000;

/** Runs a long step: its title first, then what it is at, then how long it took. */
export async function step<T>(title: string, work: (report: Report) => Promise<T>): Promise<T> {
  const started = Date.now();
  const line = process.stdout.isTTY ? rewritingLine(title) : appendingLines(title);
  try {
    const result = await work(line.report);
    line.end(`${title}: done in ${seconds(started)}`);
    return result;
  } catch (error) {
    line.end(`${title}: failed after ${seconds(started)}`);
    throw error;
  }
}

/** How long ago a time was, for people. */
export function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

interface Line {
  readonly report: Report;
  end(text: string): void;
}

/** On a terminal one line is written over and over. */
function rewritingLine(title: string): Line {
  const write = (text: string): void => {
    process.stdout.write(`\r\x1b[2K${text.slice(0, process.stdout.columns - 1)}`);
  };
  write(`${title} …`);
  return {
    report: (detail) => {
      write(`${title}: ${detail}`);
    },
    end: (text) => {
      write(text);
      process.stdout.write("\n");
    },
  };
}

/** In a log a line appears every few seconds at most, and only where there is news. */
function appendingLines(title: string): Line {
  let last = Date.now();
  console.log(`${title} …`);
  return {
    report: (detail) => {
      if (Date.now() - last < quietFor) return;
      last = Date.now();
      console.log(`  ${detail}`);
    },
    end: (text) => {
      console.log(text);
    },
  };
}
