import { NAMES } from './config-variables.ts';

const JUDGES = ['OBJECTIVE', 'SPECIFICITY', 'CRITERIA', 'META'] as const;
const PREFIXES = [
  'DATA_',
  'DATABASE_',
  'REDIS_',
  'PUBLIC_',
  'SECRET_',
  'ALLOW_',
  'BOOTSTRAP_',
  'LOG_',
  'WORKER_',
  'TRUSTED_',
  'SESSION_',
  'OIDC_',
  'OWNER_',
  'GRAPHQL_',
  'ALLOWED_',
  'RATE_',
  'SOCKET_',
  'SOCKETS_',
  'DRAIN_',
  'S3_',
  'REPORT_',
];
const TYPO_DISTANCE = 2;

/** A judge model is its address and its name together; a key or a price without them is a slip. */
export function judgeProblems(env: Readonly<Record<string, string>>): string[] {
  return JUDGES.flatMap((judge) => {
    const name = (part: string) => `JUDGE_${judge}_${part}`;
    const [url, model] = [env[name('URL')], env[name('MODEL')]];
    if (url && model) return [];
    if (url) return [`${name('URL')} is set and ${name('MODEL')} is not: a judge model needs both.`];
    if (model) return [`${name('MODEL')} is set and ${name('URL')} is not: a judge model needs both.`];
    const extra = ['KEY', 'INPUT_COST', 'OUTPUT_COST'].map(name).filter((variable) => env[variable]);
    return extra.map((variable) => `${variable} is set, but ${name('URL')} and ${name('MODEL')} are not.`);
  });
}

/** Variables that look like ours with a slip of the keys: such a setting would be left out without a word. */
export function typoProblems(env: Readonly<Record<string, string>>): string[] {
  return Object.keys(env)
    .filter((name) => !NAMES.includes(name))
    .flatMap((name) => {
      const meant = NAMES.find((known) => distance(name, known) <= TYPO_DISTANCE);
      if (name.startsWith('JUDGE_')) return [`${name} is unknown.${meant ? ` Is ${meant} meant?` : ''}`];
      return meant && PREFIXES.some((prefix) => name.startsWith(prefix))
        ? [`${name} is unknown. Is ${meant} meant?`]
        : [];
    });
}

/** Levenshtein's edit distance, by rows. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > TYPO_DISTANCE) return Number.POSITIVE_INFINITY;
  let row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
