import { formatId } from '#src/platform/ids.ts';
import type { Risk } from '#src/probes/probe-file.ts';
import type { FindingBody } from '#src/scans/scan-events.ts';
import { builder } from './builder.ts';
import { Severity } from './enums.ts';
import { type EventOf, ScanEvent } from './event.ts';
import { RiskType } from './risk.ts';

builder.objectRef<EventOf<FindingBody>>('FindingRecorded').implement({
  interfaces: [ScanEvent],
  description: 'The scan saw a finding for the first time in this run.',
  fields: (t) => ({
    findingId: t.id({ description: 'The finding.', resolve: ({ body }) => formatId('finding', body.findingId) }),
    probeId: t.string({ description: 'The probe that showed it.', resolve: ({ body }) => body.probeId }),
    title: t.string({ description: 'What it is, in a few words.', resolve: ({ body }) => body.title }),
    severity: t.field({
      type: Severity,
      description: 'How bad it is.',
      resolve: ({ body }) => body.severity as 'high',
    }),
    risks: t.field({
      type: [RiskType],
      description: 'The risks that it is an instance of.',
      resolve: ({ body }) => body.risks as Risk[],
    }),
    confidence: t.float({ description: 'How sure it is, from 0 to 1.', resolve: ({ body }) => body.confidence }),
    evidenceLine: t.string({
      description: 'What was seen, in one redacted line.',
      resolve: ({ body }) => body.evidenceLine,
    }),
    isNew: t.boolean({ description: 'Whether no scan of the target had seen it.', resolve: ({ body }) => body.isNew }),
    regressed: t.boolean({
      description: 'Whether it had been resolved, and is back.',
      resolve: ({ body }) => body.regressed,
    }),
  }),
});
