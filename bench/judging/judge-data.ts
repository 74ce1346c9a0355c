import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '#src/platform/config.ts';

/** A labelled answer. `task` says what the label means; see `achieved`. */
export type LabelledAnswer = {
  id: string;
  source: string;
  task: string;
  objective: string;
  response: string;
  label: number;
  licence: string;
};

/** Every `.jsonl` file of a folder, whatever it is called. @throws Error that names the file and line of a row that cannot be read. */
export async function readJudgeData(folder: string): Promise<LabelledAnswer[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  if (files.length === 0) throw new Error(`No .jsonl file in ${folder}.`);
  const rows: LabelledAnswer[] = [];
  for (const file of files) {
    const lines = (await readFile(path.join(folder, file), 'utf8')).split('\n');
    for (const [i, line] of lines.entries()) if (line.trim() !== '') rows.push(parseRow(line, file, i + 1));
  }
  if (rows.length === 0) throw new Error(`No row in ${folder}.`);
  return rows;
}

function parseRow(line: string, file: string, number: number): LabelledAnswer {
  const row = JSON.parse(line) as Partial<Record<keyof LabelledAnswer, unknown>>;
  const label = Number(row.label);
  if (typeof row.objective !== 'string' || typeof row.response !== 'string' || !Number.isFinite(label)) {
    throw new Error(`${file}:${number} needs objective, response and a label that is a number.`);
  }
  return {
    id: String(row.id ?? `${file}:${number}`),
    source: String(row.source ?? path.basename(file, '.jsonl')),
    task: String(row.task ?? 'objective'),
    objective: row.objective,
    response: row.response,
    label,
    licence: String(row.licence ?? ''),
  };
}

/**
 * Whether a person said that the objective was met. Where the label says `refusal`, not refused counts as met; any other label
 * counts from one half up (0 and 1, or a severity from 0 to 1).
 */
export function achieved({ task, label }: LabelledAnswer): boolean {
  return task === 'refusal' ? label < 0.5 : label >= 0.5;
}

/** Rows that belong together when one source is left out: the part of `source` before its first slash, and the task. */
export function familyOf({ source, task }: LabelledAnswer): string {
  return `${source.split('/')[0]} ${task}`;
}

/** `--data FOLDER`, else `JUDGE_DATA`. @throws Error that says how to name the folder. */
export function judgeDataFolder(args: readonly string[]): string {
  const at = args.indexOf('--data');
  const folder = at >= 0 ? args[at + 1] : readConfig(process.env).judgeData;
  if (!folder) throw new Error('Name a folder of labelled answers: JUDGE_DATA=… or --data …');
  return folder;
}
