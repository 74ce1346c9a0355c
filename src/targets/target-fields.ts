import { z } from 'zod';

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'not a header name');

/** What a header can carry: tabs, and what is printable in Latin-1. Anything else could not be sent. */
export const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;
const headerValue = z
  .string()
  .max(8192)
  .regex(HEADER_TEXT, 'a header value has no control characters, and none beyond Latin-1');

/** What a target is described by, wherever it is made or changed. */
export const targetFields = {
  name: z.string().trim().min(1).max(200),
  url: z.string().min(1).max(2048),
  tags: z.array(z.string().trim().min(1).max(50)).max(20),
  /** `current`, or a member's user id. */
  ownerUserId: z.string().max(64),
  /** `url` and `repo`: what is in scope and what is not, kept and shown. */
  scope: z.array(z.string().max(500)).max(100),
  excludePaths: z.array(z.string().max(500)).max(100),
  /** Header names and values, sealed at once. A value may be a reference, `secret:<name>`, also after a scheme: `Bearer secret:<name>`. */
  headers: z.record(headerName, headerValue),
};
