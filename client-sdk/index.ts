export type * from './_generated/graphql.ts';
export type * from './_generated/methods.ts';
export { type Client, type ClientOptions, createClient } from './client.ts';
export type { ConnectionState } from './connection.ts';
export { TribunalError } from './errors.ts';
export type { PublicKey, ReportFile, ScanDiff, Verdict } from './extras.ts';
export type { Span, Trace } from './tries.ts';
