import type { App } from '#src/platform/context.ts';
import { providerFor } from '#src/providers/providers.ts';
import { createJudges, type Judging } from './judges/create-judges.ts';
import { judgingConfigOf } from './judging-config.ts';

const made = new WeakMap<App['config'], Judging>();

/** The judges of this process, by its settings: made once. */
export function judgingOf(app: Pick<App, 'config' | 'outbound'>): Judging {
  const found = made.get(app.config);
  if (found) return found;
  const judging = createJudges(judgingConfigOf(app.config), (name) => providerFor(app.outbound, name));
  made.set(app.config, judging);
  return judging;
}
