import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './drizzle/schema.ts',
  out: './drizzle/migrations',
  schemaFilter: ['engine', 'auth'],
  ...(process.env.DATABASE_URL === undefined ? {} : { dbCredentials: { url: process.env.DATABASE_URL } }),
});
