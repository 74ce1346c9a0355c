import type { App } from '#src/platform/context.ts';

/** What a careless error would give away. */
export const LEAK = 'password=hunter2 at postgres://internal-host:5432';

/** Makes every statement that matches fail with an error that must never be seen outside. Returns the way to mend it. */
export function breakDatabase(app: App, statement: (text: string) => boolean): () => void {
  const whole = app.db;
  const query: App['db']['query'] = (text, values) =>
    statement(text) ? Promise.reject(new Error(LEAK)) : whole.query(text, values);
  const prisma = new Proxy(whole.prisma, {
    get(target, name) {
      if (statement(`prisma.${String(name)}`)) throw new Error(LEAK);
      return Reflect.get(target, name);
    },
  });
  app.db = { ...whole, query, prisma };
  return () => {
    app.db = whole;
  };
}
