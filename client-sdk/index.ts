export type {
  CreateTargetInput,
  FindingFilter,
  FindingStatus,
  HeaderInput,
  LlmConfigInput,
  LlmProvider,
  ScanStatus,
  Severity,
  StartScanInput,
  TargetKind,
  UpdateTargetInput,
} from './_generated/graphql.ts';
export {
  type Client,
  type ClientOptions,
  createClient,
  type Finding,
  type Probe,
  type ProbeFilter,
  type Scan,
  type Viewer,
} from './client.ts';
export { TribunalError } from './errors.ts';
export type { ScanEvent, WatchOptions } from './subscribe.ts';
export type { DeletedTarget, Provider, Target, TargetFilter, TargetTest } from './targets.ts';
