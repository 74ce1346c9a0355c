/**
 * The shapes that services publish for their credentials. Group 1 is the random part, which the guards of `findCredentials`
 * measure. Every quantifier is bounded or a single character class, so matching is linear.
 */
export const CREDENTIAL_SHAPES: readonly { name: string; shape: RegExp }[] = [
  { name: 'AWS access key', shape: /\b(?:AKIA|ASIA)([A-Z2-7]{16})\b/g },
  { name: 'GitHub token', shape: /\bgh[opsur]_([A-Za-z0-9]{36,255})\b/g },
  { name: 'GitHub fine-grained token', shape: /\bgithub_pat_([A-Za-z0-9_]{60,100})\b/g },
  { name: 'GitLab token', shape: /\bglpat-([A-Za-z0-9_-]{20,64})/g },
  { name: 'Slack token', shape: /\bxox[abeoprs]-([A-Za-z0-9-]{20,250})/g },
  { name: 'Stripe live key', shape: /\b[rs]k_live_([A-Za-z0-9]{20,250})\b/g },
  { name: 'Anthropic key', shape: /\bsk-ant-([A-Za-z0-9_-]{40,200})/g },
  { name: 'OpenAI key', shape: /\bsk-(?:proj-|svcacct-)?([A-Za-z0-9_-]{40,200})/g },
  { name: 'Google API key', shape: /\bAIza([A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])/g },
  { name: 'Hugging Face token', shape: /\bhf_([A-Za-z0-9]{30,60})\b/g },
  { name: 'npm token', shape: /\bnpm_([A-Za-z0-9]{36})\b/g },
  { name: 'PyPI token', shape: /\bpypi-([A-Za-z0-9_-]{60,250})/g },
  { name: 'SendGrid key', shape: /\bSG\.([A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{40,46})/g },
  { name: 'DigitalOcean token', shape: /\bdo[opr]_v1_([0-9a-f]{64})\b/g },
  { name: 'Azure storage key', shape: /\bAccountKey=([A-Za-z0-9+/]{86}==)/g },
  { name: 'JSON web token', shape: /\beyJ[A-Za-z0-9_-]{10,500}\.(eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{20,600})/g },
  { name: 'private key', shape: /-----BEGIN (?:[A-Z]{2,8} )?PRIVATE KEY-----\s{0,4}([A-Za-z0-9+/=]{40,80})/g },
  {
    name: 'password in a URL',
    shape: /\b[a-z][a-z0-9+]{2,15}:\/\/[^\s:/@]{1,60}:([^\s:/@]{8,100})@[a-z0-9.-]{3,100}/gi,
  },
  {
    name: 'assigned secret',
    shape:
      /(?<![A-Za-z])(?:api|access|auth|client|secret|private)[_ -]?(?:key|token|secret)["'`]{0,2}\s{0,3}(?::|=|\bis\b)\s{0,3}["'`*]{0,3}([A-Za-z0-9+/_-]{20,120})/gi,
  },
  {
    name: 'assigned password',
    shape: /(?:password|passwd|pwd)["'`*]{0,3}\s{0,3}[:=]\s{0,3}["'`*]{0,3}([^\s"'`*]{10,100})/gi,
  },
];
