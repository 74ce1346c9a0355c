import type { ReportFormat } from '#src/reports/report-format.ts';
import type { ReportFinding } from '#src/reports/report-model.ts';
import { attemptMembers, closingMembers, findingMembers, leadingMembers, openingMembers } from './json-shape.ts';
import { Outlet, told } from './outlet.ts';

/** Marks that turn or hide text are data here like any other; escaped, they do nothing to whoever looks at the file. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Everything of the model, by the schema `report-v1.json`. One finding or attempt a line. */
export const jsonFormat: ReportFormat = {
  name: 'json',
  extension: 'json',
  mediaType: 'application/json',
  async write(model, sink, onProgress, signal) {
    const out = new Outlet(sink, signal);
    await out.write(`{\n${membersOf(openingMembers(model.head))},\n"findings": [`);
    await list(out, told(model.findings(), onProgress), findingTeller());
    await out.write(`\n],\n${membersOf(closingMembers(model.head))},\n"attempts": [`);
    await list(out, model.attempts(), (attempt) => textOf(attemptMembers(attempt)));
    await out.write('\n]\n}\n');
    await out.end();
  },
};

async function list<Row>(out: Outlet, rows: AsyncIterable<Row>, tell: (row: Row) => string): Promise<void> {
  let separator = '\n';
  for await (const row of rows) {
    await out.write(separator + tell(row));
    separator = ',\n';
  }
}

/** Findings share few lists of controls, which are most of what is told of one: each list is made a text once. */
function findingTeller(): (finding: ReportFinding) => string {
  const known = new WeakMap<object, [leading: string, last: string]>();
  return (finding) => {
    const { refs } = finding;
    const [leading, last] = known.get(refs) ?? [textOf(refs.map(({ ref }) => ref)), textOf(refs)];
    known.set(refs, [leading, last]);
    const [first, rest] = [textOf(leadingMembers(finding)), textOf(findingMembers(finding))];
    return `${first.slice(0, -1)},"framework_refs":${leading},${rest.slice(1, -1)},"refs":${last}}`;
  };
}

function membersOf(members: Record<string, unknown>): string {
  return Object.entries(members)
    .map(([name, value]) => `${textOf(name)}: ${textOf(value)}`)
    .join(',\n');
}

/** What nearly every text consists of, which is looked through five times as fast as for the marks themselves. */
const PLAIN = /^[ -~]*$/;

function textOf(value: unknown): string {
  const text = JSON.stringify(value);
  return PLAIN.test(text) ? text : text.replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
