import { describe, expect, test } from 'vitest';
import { isDomainError } from '#src/platform/errors.ts';
import { parseTarget, validateTargetUrl } from '#src/platform/target-url.ts';

function refusal(text: string): string {
  try {
    return `accepted as ${validateTargetUrl(text)}`;
  } catch (error) {
    return isDomainError(error) && error.code === 'invalid_url' ? error.message : `wrong error: ${error}`;
  }
}

describe('a target URL', () => {
  test.each([
    ['', 'The URL cannot be read'],
    ['example.com/v1', 'The URL cannot be read'],
    ['http://', 'The URL cannot be read'],
    ['http://[::1', 'The URL cannot be read'],
    ['http://1.2.3.4.5', 'The URL cannot be read'],
    ['http://256.1.1.1', 'The URL cannot be read'],
    ['http://a:99999', 'The URL cannot be read'],
    ['ftp://example.com', 'The URL\'s scheme is "ftp"'],
    ['file:///etc/passwd', 'The URL\'s scheme is "file"'],
    ['javascript:alert(1)', 'The URL\'s scheme is "javascript"'],
    ['http://user@example.com', 'The URL holds a user name'],
    ['http://:secret@example.com', 'The URL holds a user name'],
    ['http://example.com:0/', 'Port 0'],
    [' http://example.com', 'The URL holds a space'],
    ['http://exa\nmple.com', 'The URL holds a space'],
    ['http:\\\\example.com', 'The URL holds a space'],
    ['http://example.com/\u0000', 'The URL holds a space'],
    [`http://example.com/${'a'.repeat(2048)}`, 'The URL is longer than 2048'],
  ])('%j is refused: %s', (text, sentence) => {
    expect(refusal(text)).toMatch(new RegExp(`^${sentence}`));
  });

  test.each([
    ['HTTPS://Example.COM', 'https://example.com/'],
    ['http://example.com:80/v1?x=1#part', 'http://example.com/v1?x=1'],
    ['http://bücher.example/', 'http://xn--bcher-kva.example/'],
    ['http://2130706433/', 'http://127.0.0.1/'],
    ['http://0x7f000001/', 'http://127.0.0.1/'],
    ['http://0177.0.0.1/', 'http://127.0.0.1/'],
    ['http://127.1/', 'http://127.0.0.1/'],
    ['http://127.0.0.1./', 'http://127.0.0.1/'],
    ['http://１２７.0.0.1/', 'http://127.0.0.1/'],
    ['http://[0:0:0:0:0:ffff:7f00:1]/', 'http://[::ffff:7f00:1]/'],
  ])('%s has the normal form %s', (text, normal) => {
    expect(validateTargetUrl(text)).toBe(normal);
  });

  test('refusals do not repeat what the URL holds', () => {
    expect(refusal('http://user:hunter2@example.com')).not.toContain('hunter2');
  });

  test('is parsed once', () => {
    expect(parseTarget('https://once.example/v1?a=b')).toBe(parseTarget('https://once.example/v1?a=b'));
    expect(parseTarget('https://once.example/v1?a=b')).toEqual({
      href: 'https://once.example/v1?a=b',
      origin: 'https://once.example',
      path: '/v1?a=b',
      place: 'once.example',
    });
  });
});
