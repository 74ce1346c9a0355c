import { parseArgs } from 'node:util';

export type DemoOptions = {
  json: boolean;
  keep: boolean;
  /** An endpoint of the user's instead of the bot. */
  target: { url: string; model: string | null; headers: Readonly<Record<string, string>> } | null;
  /** Probes to run; none means the whole library. */
  probeIds: readonly string[];
  /** The folder that the reports are written to. */
  reports: string;
};

export const DEMO_USAGE = `tribunal demo [options]

Starts the system in a temporary folder, scans a demo bot with the whole probe library, and shows what it finds. Ends with signed reports of it.

  --json                 print one JSON object and nothing else
  --target-url URL       scan this OpenAI-compatible endpoint instead of the bot
  --model NAME           the model to ask for at that endpoint
  --header 'NAME: VALUE' send this header to that endpoint; may be given several times
  --probes ID,ID         run only these probes (npm run probes lists them)
  --reports DIR          write the signed reports here instead of demo-reports
  --keep                 leave the server up afterwards, until Ctrl-C
  --help                 show this
`;

/** The options, the wish to see the usage, or a sentence that says what is wrong with them. */
export function readDemoOptions(argv: readonly string[]): DemoOptions | { help: true } | { problem: string } {
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        'target-url': { type: 'string' },
        model: { type: 'string' },
        reports: { type: 'string', default: 'demo-reports' },
        header: { type: 'string', multiple: true, default: [] },
        probes: { type: 'string', multiple: true, default: [] },
      },
    });
    if (values.help) return { help: true };
    const target = readTarget(values['target-url'], values.model, values.header);
    if (target !== null && 'problem' in target) return target;
    const probeIds = values.probes.flatMap((list) => list.split(',')).map((id) => id.trim());
    if (probeIds.includes('')) return { problem: 'Give --probes the ids of probes with commas between them.' };
    return { json: values.json, keep: values.keep, target, probeIds, reports: values.reports };
  } catch (error) {
    return { problem: error instanceof Error ? firstSentence(error.message) : String(error) };
  }
}

type Target = NonNullable<DemoOptions['target']>;

function readTarget(
  url: string | undefined,
  model: string | undefined,
  headers: string[],
): Target | null | { problem: string } {
  if (url === undefined) {
    if (model !== undefined || headers.length > 0) {
      return { problem: 'The options --model and --header need --target-url: the demo bot takes neither.' };
    }
    return null;
  }
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    return {
      problem: `--target-url takes an http or https address, and ${JSON.stringify(url.slice(0, 200))} is none.`,
    };
  }
  const pairs = headers.map(readHeader);
  const wrong = pairs.find((pair) => pair === null);
  if (wrong !== undefined) return { problem: "Write each --header as 'NAME: VALUE'." };
  return { url, model: model ?? null, headers: Object.fromEntries(pairs.filter((pair) => pair !== null)) };
}

function readHeader(text: string): [string, string] | null {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([^\r\n]{1,8000})$/.exec(text);
  return match ? [match[1]!, match[2]!.trim()] : null;
}

/** The messages of `parseArgs` go on with hints about quoting that do not apply here. */
function firstSentence(message: string): string {
  return `${message.split(/\. |\.\n|\n/)[0]?.replace(/\.$/, '')}. Try --help.`;
}
