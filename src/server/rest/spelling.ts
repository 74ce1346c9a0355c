/** The members of an object in snake case; one level, since what lies below has a spelling of its own. */
export function snakeKeys(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [snake(key), member]));
}

/** The members of an object in camel case; one level. Members that are undefined are left out. */
export function camelKeys(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[camel(key), member]])),
  );
}

function snake(key: string): string {
  return key.replaceAll(/[A-Z]|(?<=[a-z])\d/g, (letter) => `_${letter.toLowerCase()}`);
}

function camel(key: string): string {
  return key.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
