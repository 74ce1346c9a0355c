import { RISKS, type Risk } from '#src/probes/probe-file.ts';
import { RISK_TITLES } from '#src/probes/risks.ts';
import { builder } from './builder.ts';
import { linkArgs, loadControls } from './control-link.ts';
import { Control } from './framework.ts';

export const RiskType = builder.objectRef<Risk>('Risk').implement({
  description: 'A weakness that probes test, by its OWASP id.',
  fields: (t) => ({
    id: t.id({ description: 'OWASP id: `LLM01` to `LLM10`, `ASI01` to `ASI10`.', resolve: (risk) => risk }),
    title: t.string({ description: 'Its short title.', resolve: (risk) => RISK_TITLES[risk] ?? risk }),
    controls: t.loadableList({
      type: Control,
      byPath: true,
      description: 'The controls of all frameworks that it touches, by the crosswalk.',
      args: linkArgs(),
      load: loadControls,
      resolve: (risk) => risk,
    }),
  }),
});

builder.queryField('risks', (t) =>
  t.field({
    type: [RiskType],
    description: 'Every risk that probes test. There are twenty.',
    resolve: () => [...RISKS],
  }),
);
