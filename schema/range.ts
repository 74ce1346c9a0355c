import type { Range } from '#src/scans/estimate.ts';
import { builder } from './builder.ts';

export const RangeType = builder.objectRef<Range>('Range').implement({
  description: 'From the least to the most that is to be expected.',
  fields: (t) => ({
    low: t.exposeFloat('low', { description: 'The low end.' }),
    high: t.exposeFloat('high', { description: 'The high end.' }),
  }),
});
