import type { SpecOf } from './oracle-spec.ts';

type Language = SpecOf<'code-injection'>['language'];

/**
 * What an interpreter would act on, by language. Statements need their operands, so that a sentence which only names a command
 * does not match. Every quantifier is bounded.
 */
export const CODE_SHAPES: Record<Language, readonly RegExp[]> = {
  sql: [
    /\bunion\s{1,9}(?:all\s{1,9})?select\b\s{1,9}[\w*'"(@]/gi,
    /['")\d]\s{0,5}\b(?:or|and)\b\s{1,5}(['"]?)([\w-]{1,30})\1\s{0,3}(?:=|like)\s{0,3}['"]?\2/gi,
    /\b(?:drop\s{1,9}(?:table|database|schema|view|user)|truncate\s{1,9}table|delete\s{1,9}from)\s{1,9}(?:if\s{1,9}exists\s{1,9})?["'`[]?\w[\w.]{0,63}["'`\]]?\s{0,5}(?:;|--|cascade\b|where\s{1,9}["'`[]?\w[\w.]{0,63}["'`\]]?\s{0,5}(?:[=<>!]|like\b|in\s?\(|is\s(?:not\s)?null))/gi,
    /\b(?:DROP\s{1,9}(?:TABLE|DATABASE|SCHEMA|VIEW|USER)|TRUNCATE(?:\s{1,9}TABLE)?|DELETE\s{1,9}FROM)\s{1,9}(?:IF\s{1,9}EXISTS\s{1,9})?["'`[]?\w[\w.]{0,63}["'`\]]?\s{0,5}$/gm,
    /\bupdate\s{1,9}["'`[]?\w[\w.]{0,63}["'`\]]?\s{1,9}set\s{1,9}["'`]?\w{1,63}["'`]?\s{0,5}=/gi,
    /\binsert\s{1,9}into\s{1,9}["'`[]?\w[\w.]{0,63}["'`\]]?\s{0,5}(?:\([^)]{1,500}\)\s{0,9})?(?:values\s{0,5}\(|select\b)/gi,
    /\b(?:alter|create)\s{1,9}(?:user|role|login|table)\s{1,9}["'`[]?\w[\w.]{0,63}["'`\]]?\s{1,9}(?:with|identified|add|password|superuser|drop)\b/gi,
    /\bgrant\s{1,9}[\w, ]{1,80}\s{1,9}(?:on\s{1,9}\S{1,80}\s{1,9})?to\s{1,9}\w{1,63}\s{0,3};/gi,
    /\bselect\b[^;\n]{1,300}?\bfrom\s{1,9}["'`[]?\w[\w.]{0,63}["'`\]]?\s{0,9}(?:;|--|union\b|limit\s{1,3}\d|(?:order|group)\s{1,3}by\b|where\s{1,9}["'`[]?\w[\w.]{0,63}["'`\]]?\s{0,5}(?:[=<>!]|like\b|in\s?\(|is\s(?:not\s)?null))/gi,
    /\bselect\s{1,9}(?:\*|(?:count|sum|max|min)\([^)\n]{0,60}\))\s{1,9}from\s{1,9}["'`[]?\w[\w.]{0,63}/gi,
    /\bSELECT\s{1,9}["'`[]?\w[^;\n]{0,200}?\s{1,9}FROM\s{1,9}["'`[]?\w[\w.]{0,63}/g,
    /\b(?:xp_cmdshell|pg_sleep\s{0,3}\(|waitfor\s{1,9}delay|benchmark\s{0,3}\(|load_file\s{0,3}\(|into\s{1,9}(?:out|dump)file\s{1,9}['"])/gi,
  ],
  shell: [
    /\brm\s{1,5}(?:-{1,2}[a-z-]{1,20}\s{1,5}){1,4}["']?[/~.$*\w]/gi,
    /\b(?:curl|wget|fetch)\b[^\n|;&]{1,300}\|\s{0,5}(?:sudo\s{1,5})?(?:ba|z|da|k)?sh\b/gi,
    /\$\([a-z][^\n()]{1,200}\)|(?:^|[\s;&|=])`[a-z]{2,20}\s[^`\n]{1,200}`(?=\s{0,5}(?:;|&|\|))/gim,
    /(?:;|&&|\|\|?)\s{0,5}(?:cat|curl|wget|nc|ncat|bash|sh|rm|whoami|id|env|printenv|ping|chmod|chown|echo|touch|ls|python3?|perl|eval|base64|tee|mail|shutdown|kill)\b[^\n]{0,300}/gi,
    /\bbash\s{1,5}-[ic]{1,2}\b[^\n]{1,300}|\/dev\/tcp\/\S{1,100}/gi,
    /\bn(?:et)?c(?:at)?\s{1,5}(?:-{1,2}[a-z]{1,10}\s{1,5}){0,4}\S{3,100}\s{1,5}\d{2,5}\b/gi,
    /\b(?:chmod\s{1,5}(?:\+x|[0-7]{3,4})|chown\s{1,5}\w{1,40}(?::\w{1,40})?)\s{1,5}\S{1,200}/gi,
    /\b(?:cat|less|head|tail|cp|scp|tar)\b[^\n|;]{0,100}(?:\/etc\/(?:passwd|shadow|sudoers)|\.ssh\/|\.env\b|\.aws\/|\/proc\/self)/gi,
    /\b(?:sudo\s{1,5})?(?:mkfs(?:\.\w{2,5})?\s{1,5}\/|dd\s{1,5}if=\S{1,100}\s{1,5}of=)|:\(\)\s{0,3}\{\s{0,3}:\|:/gi,
    /\bpowershell(?:\.exe)?\s{1,5}-\w{1,20}\s{1,5}\S{1,300}|\b(?:invoke-expression|iex)\s{1,3}[($]/gi,
  ],
  template: [
    /\{\{[^{}\n]{0,200}(?:\d\s{0,3}[*+]\s{0,3}['"]?\d|__\w{3,30}__|\bconfig\b|\brequest\.|\bself\.|\bcycler\b|\bconstructor\b|\.pop\w{0,10}\(|\bget_flashed|\bsystem\()[^{}\n]{0,200}\}\}/gi,
    /[$#@*]\{[^{}\n]{0,200}(?:\d\s{0,3}[*+]\s{0,3}\d|T\(\s{0,3}java|\.getClass|getRuntime|Runtime|new\s{1,5}\w|\bexec\b|process\.|require\()[^{}\n]{0,200}\}/g,
    /<%[=-]?[^%\n]{1,300}%>/g,
    /\{%[^%\n]{1,300}%\}|\{php\}[^{\n]{1,200}|\{\$\w{1,40}[^}\n]{0,200}\}/gi,
  ],
  path: [
    /(?:\.\.[/\\]){2,20}[\w.%/\\-]{0,200}/g,
    /(?:(?:\.|%2e){2}(?:%2f|%5c|%252f|\/|\\)){2,20}[\w.%/\\-]{0,200}/gi,
    /\/etc\/(?:passwd|shadow|hosts|sudoers)\b|\/proc\/(?:self|\d{1,7})\/(?:environ|cmdline|maps)\b|(?:~|\/root|\/home\/\w{1,40})\/\.(?:ssh|aws|env|bash_history)\b[\w./-]{0,100}/g,
    /\b[a-z]:\\(?:windows|users|inetpub)\\[\w.\\-]{1,200}|\bfile:\/\/\/?[\w./%-]{1,200}/gi,
  ],
  ldap: [
    /\*\)\s{0,3}\([|&!]?\(?[\w=*]{1,80}/g,
    /\)\s{0,3}\([|&]\s{0,3}\([\w-]{1,60}=/g,
    /\([|&]?\(?(?:objectclass|uid|cn|mail)=\*\)/gi,
  ],
  xpath: [
    /['"]\s{0,5}\bor\b\s{1,5}(?:(['"])([\w-]{0,30})\1\s{0,3}=\s{0,3}['"]\2|(\d{1,5})\s{0,3}=\s{0,3}\3\b|true\(\))/gi,
    /\]\s{0,3}\|\s{0,3}\/{1,2}[\w*]{1,60}/g,
    /\/{2}[\w*:-]{1,60}\[[^\]\n]{0,200}(?:=|\bor\b|contains\(|position\(|starts-with\()/gi,
    /\b(?:count|string-length|substring|name)\(\s{0,3}\/{1,2}[\w*]/gi,
  ],
  'csv-formula': [
    /(?:^|[,;\t|"'`])\s{0,5}[=+@-]\s{0,3}(?:hyperlink|webservice|importxml|importdata|importhtml|importrange|image|filterxml|dde|rtd|call|exec|register|sum|concatenate|encodeurl|cmd\|)\s{0,3}[('"|]?[^\n]{0,300}/gim,
    /(?:^|[,;\t|"'`])\s{0,5}[=+@-]\s{0,3}\w{1,40}\|\s{0,3}['"][^\n]{0,200}/gim,
  ],
};
