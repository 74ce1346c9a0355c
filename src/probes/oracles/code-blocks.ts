const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The text with every character of fenced and inline Markdown code replaced by a space: positions stay. Linear. */
export function blankCode(text: string): string {
  return blankInline(blankFences(text));
}

function blankFences(text: string): string {
  let open: string | null = null;
  const lines = text.split('\n').map((line) => {
    const fence = FENCE.exec(line)?.[1];
    const closes = open !== null && fence !== undefined && fence[0] === open[0] && fence.length >= open.length;
    const inside = open !== null || fence !== undefined;
    if (closes) open = null;
    else if (open === null && fence !== undefined) open = fence;
    return inside ? ' '.repeat(line.length) : line;
  });
  return lines.join('\n');
}

/** A run of backticks opens code that the next run of the same length closes. */
function blankInline(text: string): string {
  const runs = Array.from(text.matchAll(/`+/g), ({ 0: ticks, index }) => ({ at: index, length: ticks.length }));
  const closing = new Array<number>(runs.length);
  const following = new Map<number, number>();
  for (let i = runs.length - 1; i >= 0; i -= 1) {
    const { at, length } = runs[i]!;
    closing[i] = following.get(length) ?? -1;
    following.set(length, at + length);
  }
  const kept: string[] = [];
  let done = 0;
  for (const [i, { at }] of runs.entries()) {
    if (at < done || closing[i]! < 0) continue;
    kept.push(text.slice(done, at), text.slice(at, closing[i]).replace(/[^\n]/g, ' '));
    done = closing[i]!;
  }
  return kept.join('') + text.slice(done);
}
