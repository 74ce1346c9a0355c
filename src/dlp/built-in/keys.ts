import { rules } from '#src/dlp/dlp-rule.ts';

/** Keys and credentials that belong to no one service. */
export const KEY_RULES = rules('key', 'block', [
  [
    'private-key',
    'Private key (PEM)',
    /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){0,16000}(?:-----END [A-Z0-9 ]{0,40}-----)?/g,
    ['private key'],
  ],
  ['putty-private-key', 'PuTTY private key', /\bPuTTY-User-Key-File-[23]: [\w-]{3,40}/g, ['putty-user-key-file']],
  ['age-secret-key', 'age secret key', /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/g, ['age-secret-key-1']],
  ['json-web-token', 'JSON web token', /(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{16,1000}/g, ['eyj']],
  [
    'authorization-header',
    'Authorization header',
    /authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:bearer|basic)\s[\w+/=.~-]{20,2000}/gi,
    ['authorization'],
  ],
  [
    'url-with-password',
    'Address with a password',
    /\b(?:https?|ftps?|ssh|postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|ldaps?):\/\/[^\s:/@"'<>]{1,100}:[^\s:/@"'<>]{3,200}@[^\s/@"'<>]{1,255}/gi,
    ['://'],
  ],
  [
    'password-assignment',
    'Password that is set',
    /(?:password|passwd|db_pass|client_secret|api_?key|auth_?token)["']?\s{0,4}[:=]\s{0,4}["'][^\s"']{12,200}["']/gi,
    ['password', 'passwd', 'db_pass', 'client_secret', 'apikey', 'api_key', 'authtoken', 'auth_token'],
  ],
]);
