import { rules } from '#src/dlp/dlp-rule.ts';

/** What only somebody inside has a use for. */
export const INTERNAL_RULES = rules('internal', 'warn', [
  [
    'internal-host',
    'Internal host name',
    /(?<![\w.-])(?:[A-Za-z0-9-]{1,63}\.){1,8}(?:internal|corp|intranet|lan|local|localdomain|home\.arpa)(?![\w-])/gi,
    ['.internal', '.corp', '.intranet', '.lan', '.local', '.home.arpa'],
  ],
  [
    'private-ipv4',
    'Private IPv4 address',
    /(?<![\d.])(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?!\.?\d)/g,
    ['10.', '192.168.', '172.'],
    (found) => found.split('.').every((part) => Number(part) <= 255),
  ],
  ['private-ipv6', 'Private IPv6 address', /(?<![\w:])f[cd][0-9a-f]{2}(?::{1,2}[0-9a-f]{1,4}){2,7}(?![\w:])/gi, [':']],
  [
    'cloud-metadata',
    'Cloud metadata address',
    /(?<![\d.])169\.254\.169\.254(?!\d)|\bmetadata\.google\.internal\b/g,
    ['169.254.169.254', 'metadata.google'],
  ],
  ['windows-share', 'Windows share', /(?<![\\\w])\\\\[A-Za-z0-9.-]{2,63}\\[A-Za-z0-9$._-]{1,80}/g, ['\\\\']],
]);
