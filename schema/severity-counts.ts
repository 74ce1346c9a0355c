import type { SeverityCounts as Counts } from '#src/findings/count-overlaps.ts';
import { builder } from './builder.ts';

export const SeverityCounts = builder.objectRef<Counts>('SeverityCounts').implement({
  description: 'How many there are of each severity.',
  fields: (t) => ({
    critical: t.exposeInt('critical', { description: 'Critical ones.' }),
    high: t.exposeInt('high', { description: 'High ones.' }),
    medium: t.exposeInt('medium', { description: 'Medium ones.' }),
    low: t.exposeInt('low', { description: 'Low ones.' }),
    info: t.exposeInt('info', { description: 'Informational ones.' }),
  }),
});
