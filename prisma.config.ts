import { defineConfig } from 'prisma/config';

/** For Prisma's own command line; the running system reads its configuration in src/platform/config.ts. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost:5432/tribunal' },
});
