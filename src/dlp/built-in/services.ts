import { rules } from '#src/dlp/dlp-rule.ts';

/** Credentials of models, of money and of messages. */
export const SERVICE_RULES = rules('credential', 'block', [
  ['openai-key', 'OpenAI API key', /\bsk-(?:(?:proj|svcacct|admin)-[\w-]{40,200}|[A-Za-z0-9]{48}(?![\w-]))/g, ['sk-']],
  ['anthropic-key', 'Anthropic API key', /\bsk-ant-[a-z]{2,8}\d{2}-[\w-]{80,200}/g, ['sk-ant-']],
  ['hugging-face-token', 'Hugging Face token', /\bhf_[A-Za-z0-9]{34}\b/g, ['hf_']],
  ['groq-key', 'Groq API key', /\bgsk_[A-Za-z0-9]{52}\b/g, ['gsk_']],
  ['xai-key', 'xAI API key', /\bxai-[A-Za-z0-9]{80}\b/g, ['xai-']],
  ['replicate-token', 'Replicate token', /\br8_[A-Za-z0-9]{37}\b/g, ['r8_']],
  ['stripe-secret-key', 'Stripe live key', /\b[sr]k_live_[A-Za-z0-9]{16,250}\b/g, ['_live_']],
  ['stripe-webhook-secret', 'Stripe webhook secret', /\bwhsec_[A-Za-z0-9+/]{32,64}/g, ['whsec_']],
  ['square-token', 'Square access token', /\bsq0(?:atp|csp)-[\w-]{22,43}/g, ['sq0atp-', 'sq0csp-']],
  [
    'braintree-token',
    'Braintree access token',
    /\baccess_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}\b/g,
    ['access_token$'],
  ],
  [
    'shopify-token',
    'Shopify token',
    /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/g,
    ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
  ],
  ['twilio-key', 'Twilio API key', /\bSK[0-9a-f]{32}\b/g, ['sk']],
  ['sendgrid-key', 'SendGrid API key', /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g, ['sg.']],
  ['mailgun-key', 'Mailgun API key', /\bkey-[0-9a-f]{32}\b/g, ['key-']],
  ['mailchimp-key', 'Mailchimp API key', /\b[0-9a-f]{32}-us\d{1,2}\b/g, ['-us']],
  ['slack-token', 'Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g, ['xox']],
  ['slack-app-token', 'Slack app token', /\bxapp-\d-[A-Z0-9]{8,16}-\d{8,16}-[0-9a-f]{64}\b/g, ['xapp-']],
  [
    'slack-webhook',
    'Slack webhook',
    /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/]{20,120}/g,
    ['hooks.slack.com'],
  ],
  [
    'discord-webhook',
    'Discord webhook',
    /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60,80}/g,
    ['/api/webhooks/'],
  ],
  ['telegram-bot-token', 'Telegram bot token', /(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])/g, [':aa']],
  ['linear-key', 'Linear API key', /\blin_api_[A-Za-z0-9]{40}\b/g, ['lin_api_']],
  ['notion-token', 'Notion token', /\bntn_[A-Za-z0-9]{43,50}\b/g, ['ntn_']],
  ['airtable-token', 'Airtable token', /\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b/g, ['pat']],
  ['figma-token', 'Figma token', /\bfigd_[\w-]{40,60}/g, ['figd_']],
]);
