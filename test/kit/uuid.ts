import { parseId } from '#src/platform/ids.ts';

/** The plain UUID of a public id of any target. */
export function uuidOf(publicId: string): string {
  return parseId(['endpoint', 'target', 'scan', 'finding'], publicId);
}
