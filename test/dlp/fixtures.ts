/** For each rule that comes with Tribunal: texts in which it finds something, and texts that only look like it. None is anybody's. */
export type Fixture = { yes: string[]; no: string[] };

const hex = (length: number) => 'a1b2c3d4e5f60718'.repeat(20).slice(0, length);
const word = (length: number) => 'Qx7Rk2Vm9Tz4Wp8L'.repeat(30).slice(0, length);
const upper = (length: number) => 'QX7RK2VM5TZ4WP6L'.repeat(10).slice(0, length);

const CLOUD: Record<string, Fixture> = {
  'aws-access-key-id': {
    yes: [`use AKIA${upper(16)} here`, `ASIA${upper(16)}`],
    no: [`AKIA${upper(15)}`, 'AKIA is a prefix'],
  },
  'aws-secret-access-key': {
    yes: [`aws_secret_access_key = ${word(40)}`, `"SecretAccessKey": "${word(40)}"`],
    no: [`aws_secret_access_key = ${word(39)}`, `secret_access_key = ${word(60)}`],
  },
  'gcp-api-key': { yes: [`key=AIza${word(35)}`], no: [`AIza${word(34)}`, `AIza${word(36)}`] },
  'gcp-service-account': { yes: [`{"private_key_id": "${hex(40)}"}`], no: ['{"private_key_id": "none"}'] },
  'gcp-oauth-client-secret': { yes: [`GOCSPX-${word(28)}`], no: [`GOCSPX-${word(27)}`] },
  'google-oauth-token': { yes: [`ya29.${word(60)}`], no: ['ya29.short'] },
  'azure-storage-key': { yes: [`AccountKey=${word(86)}==`], no: [`AccountKey=${word(85)}==`] },
  'azure-client-secret': { yes: [`a~b8Q~${word(34)}`], no: [`ab8Q~${word(10)}`] },
  'azure-sas-token': { yes: [`https://x.blob.example/a?sv=1&sig=${word(43)}%3D`], no: ['?sig=abc'] },
  'digitalocean-token': { yes: [`dop_v1_${hex(64)}`, `doo_v1_${hex(64)}`], no: [`dop_v1_${hex(63)}`] },
  'databricks-token': { yes: [`dapi${hex(32)}`, `dapi${hex(32)}-2`], no: [`dapi${hex(31)}`] },
  'heroku-api-key': { yes: [`HRKU-${word(60)}`], no: [`HRKU-${word(10)}`] },
  'github-token': { yes: [`ghp_${word(36)}`, `ghs_${word(36)}`], no: [`ghp_${word(35)}`, `ghx_${word(36)}`] },
  'github-fine-grained-token': {
    yes: [`github_pat_${word(22)}_${word(59)}`],
    no: [`github_pat_${word(22)}_${word(58)}`],
  },
  'gitlab-token': { yes: [`glpat-${word(20)}`, `gldt-${word(20)}`], no: [`glpat-${word(19)}`] },
  'bitbucket-app-password': { yes: [`ATBB${word(32)}`], no: [`ATBB${word(31)}`] },
  'atlassian-token': { yes: [`ATATT3${word(180)}`], no: [`ATATT3${word(20)}`] },
  'npm-token': { yes: [`npm_${word(36)}`], no: [`npm_${word(35)}`, 'npm_config_registry'] },
  'pypi-token': { yes: [`pypi-AgEIcHlwaS5vcmc${word(80)}`], no: [`pypi-${word(80)}`] },
  'docker-hub-token': { yes: [`dckr_pat_${word(27)}`], no: [`dckr_pat_${word(10)}`] },
  'vault-token': { yes: [`hvs.${word(90)}`, `hvb.${word(120)}`], no: ['hvs.short'] },
  'terraform-cloud-token': { yes: [`${word(14)}.atlasv1.${word(64)}`], no: [`${word(14)}.atlasv1.${word(20)}`] },
  'grafana-token': { yes: [`glsa_${word(32)}_${hex(8)}`, `glc_${word(60)}`], no: [`glsa_${word(32)}`, 'glc_short'] },
  'new-relic-key': { yes: [`NRAK-${upper(27)}`], no: [`NRAK-${upper(26)}`] },
  'sentry-token': { yes: [`sntrys_${word(120)}`], no: ['sntrys_abc'] },
  'postman-key': { yes: [`PMAK-${hex(24)}-${hex(34)}`], no: [`PMAK-${hex(24)}-${hex(33)}`] },
};

const SERVICES: Record<string, Fixture> = {
  'openai-key': { yes: [`sk-${word(48)}`, `sk-proj-${word(100)}`], no: [`sk-${word(47)}`, 'sk-learn is a library'] },
  'anthropic-key': { yes: [`sk-ant-api03-${word(95)}`], no: [`sk-ant-api03-${word(20)}`] },
  'hugging-face-token': { yes: [`hf_${word(34)}`], no: [`hf_${word(33)}`] },
  'groq-key': { yes: [`gsk_${word(52)}`], no: [`gsk_${word(51)}`] },
  'xai-key': { yes: [`xai-${word(80)}`], no: [`xai-${word(79)}`] },
  'replicate-token': { yes: [`r8_${word(37)}`], no: [`r8_${word(36)}`] },
  'stripe-secret-key': {
    yes: [`sk_live_${word(24)}`, `rk_live_${word(24)}`],
    no: [`pk_live_${word(24)}`, `sk_test_${word(24)}`],
  },
  'stripe-webhook-secret': { yes: [`whsec_${word(32)}`], no: [`whsec_${word(20)}`] },
  'square-token': { yes: [`sq0atp-${word(22)}`], no: [`sq0atp-${word(10)}`] },
  'braintree-token': {
    yes: [`access_token$production$${hex(16)}$${hex(32)}`],
    no: [`access_token$sandbox$${hex(16)}$${hex(32)}`],
  },
  'shopify-token': { yes: [`shpat_${hex(32)}`], no: [`shpat_${hex(31)}`] },
  'twilio-key': { yes: [`SK${hex(32)}`], no: [`SK${hex(31)}`, `sk${hex(32)}`] },
  'sendgrid-key': { yes: [`SG.${word(22)}.${word(43)}`], no: [`SG.${word(22)}.${word(42)}`] },
  'mailgun-key': { yes: [`key-${hex(32)}`], no: [`key-${hex(31)}`] },
  'mailchimp-key': { yes: [`${hex(32)}-us14`], no: [`${hex(32)}-eu1`] },
  'slack-token': { yes: [`xoxb-${word(40)}`, `xoxp-1234567890-${word(20)}`], no: ['xoxb-abc', 'xoxy-1234567890123'] },
  'slack-app-token': {
    yes: [`xapp-1-A0${upper(8)}-12345678901-${hex(64)}`],
    no: [`xapp-1-A0${upper(8)}-12345678901-${hex(63)}`],
  },
  'slack-webhook': {
    yes: [`https://hooks.slack.com/services/T0/B0/${word(24)}`],
    no: ['https://hooks.slack.com/docs'],
  },
  'discord-webhook': {
    yes: [`https://discord.com/api/webhooks/123456789012345678/${word(68)}`],
    no: ['https://discord.com/api/webhooks/1/x'],
  },
  'telegram-bot-token': { yes: [`123456789:AA${word(33)}`], no: [`123456789:AA${word(32)}`] },
  'linear-key': { yes: [`lin_api_${word(40)}`], no: [`lin_api_${word(39)}`] },
  'notion-token': { yes: [`ntn_${word(46)}`], no: [`ntn_${word(20)}`] },
  'airtable-token': { yes: [`pat${word(14)}.${hex(64)}`], no: [`pat${word(14)}.${hex(63)}`] },
  'figma-token': { yes: [`figd_${word(40)}`], no: [`figd_${word(20)}`] },
};

const KEYS: Record<string, Fixture> = {
  'private-key': {
    yes: [
      `-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-128-CBC,00\n${word(300)}\n-----END RSA PRIVATE KEY-----`,
      '-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc-d\n-----END PGP PRIVATE KEY BLOCK-----',
    ],
    no: ['-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----', 'a private key'],
  },
  'putty-private-key': { yes: ['PuTTY-User-Key-File-3: ssh-ed25519'], no: ['PuTTY-User-Key-File-9: ssh'] },
  'age-secret-key': { yes: [`AGE-SECRET-KEY-1${upper(58)}`], no: [`AGE-SECRET-KEY-1${upper(20)}`] },
  'json-web-token': { yes: [`eyJ${word(20)}.eyJ${word(60)}.${word(43)}`], no: [`eyJ${word(20)}.abc.${word(43)}`] },
  'authorization-header': {
    yes: [
      `Authorization: Bearer ${word(30)}`,
      `Proxy-Authorization: Basic ${word(30)}`,
      `"authorization": "Basic ${word(30)}"`,
    ],
    no: ['Authorization: Bearer <token>'],
  },
  'url-with-password': {
    yes: ['postgres://app:hunter22@db.example/main', 'https://u:pass@h.example'],
    no: ['https://h.example/a:b@c', 'postgres://db/main'],
  },
  'password-assignment': {
    yes: ['password = "correct-horse-battery"', 'DB_PASSWORD="correct-horse-battery"', "'api_key': 'abcdef123456'"],
    no: ['password = "short"', 'what is a password?'],
  },
};

const PERSONAL: Record<string, Fixture> = {
  'payment-card': {
    yes: ['4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005', 'not 4999 but 4111 1111 1111 1111 is'],
    no: ['4111 1111 1111 1112', '4444 4444 4444 4444', '1234567890123456'],
  },
  iban: {
    yes: ['DE89 3704 0044 0532 0130 00', 'gb82west12345698765432', 'ES91 2100 0418 4502 0005 1332 CODE'],
    no: ['DE89 3704 0044 0532 0130 01', 'ZZ89 3704 0044 0532 0130 00', 'DE89 3704'],
  },
  'us-ssn': { yes: ['536-90-4399'], no: ['000-12-3456', '666-12-3456', '900-12-3456', '123-00-4567', '123-45-0000'] },
  'uk-nino': { yes: ['AB 12 34 56 C', 'AB123456C'], no: ['GB123456C', 'AB123456E'] },
  'uk-nhs-number': { yes: ['NHS number 943 476 5919'], no: ['NHS number 943 476 5918', '943 476 5919'] },
  'de-tax-id': { yes: ['Steuer-ID 86 095 742 719'], no: ['Steuer-ID 86 095 742 718', '86095742719'] },
  'fr-nir': { yes: ['2 55 08 14 168 025 38'], no: ['2 55 08 14 168 025 39'] },
  'es-dni': { yes: ['12345678Z', 'X1234567L'], no: ['12345678A', 'X1234567A'] },
  'it-tax-code': { yes: ['RSSMRA85T10A562S'], no: ['RSSMRA85T10A562T'] },
  'nl-bsn': { yes: ['BSN 111222333'], no: ['BSN 111222334', '111222333'] },
  'pl-pesel': { yes: ['PESEL 44051401359'], no: ['PESEL 44051401358', '44051401359'] },
  'se-personal-number': { yes: ['811218-9876', '19811218-9876'], no: ['811218-9877'] },
  'br-cpf': { yes: ['529.982.247-25'], no: ['529.982.247-26', '111.111.111-11'] },
  'in-aadhaar': { yes: ['Aadhaar 2341 2341 2346'], no: ['Aadhaar 2341 2341 2347', '2341 2341 2346'] },
  'ch-ahv': { yes: ['756.9217.0769.85'], no: ['756.9217.0769.84'] },
  'be-national-number': { yes: ['85.07.30-033.28', '17.07.30-033.84'], no: ['85.07.30-033.29'] },
  'email-address': { yes: ['write to ana.maria@mail.example.org'], no: ['@handle', 'a@b'] },
  'phone-number': { yes: ['+44 20 7946 0958', '+1 (415) 555-2671'], no: ['+12', '1 + 1 = 2'] },
};

const INTERNAL: Record<string, Fixture> = {
  'internal-host': { yes: ['db01.prod.corp', 'http://wiki.intranet/'], no: ['corp.example.com', 'localhost'] },
  'private-ipv4': {
    yes: ['10.1.2.3', '192.168.0.17', '172.31.9.9'],
    no: ['10.1.2.300', '172.32.0.1', '110.1.2.3', '8.8.8.8'],
  },
  'private-ipv6': { yes: ['fd12:3456:789a::1'], no: ['2001:db8::1', 'fd: 12'] },
  'cloud-metadata': { yes: ['http://169.254.169.254/latest', 'metadata.google.internal'], no: ['169.254.169.25'] },
  'windows-share': { yes: ['\\\\fileserver\\finance$'], no: ['C:\\temp\\x', '\\\\n'] },
};

export const FIXTURES: Readonly<Record<string, Fixture>> = { ...CLOUD, ...SERVICES, ...KEYS, ...PERSONAL, ...INTERNAL };
