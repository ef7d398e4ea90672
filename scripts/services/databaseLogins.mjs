// @ts-check
import { createHmac } from 'node:crypto';
import { setting } from '../supervision/engineEnv.mjs';

/**
 * The URLs by which each part of the engine logs in to Postgres.
 * @typedef {object} DatabaseLogins
 * @property {string} [ADMIN_DATABASE_URL] the embedded superuser, only for the migration
 * @property {string} MIGRATION_DATABASE_URL the owner
 * @property {string} DATABASE_URL server and worker
 * @property {string} CHAIN_MIGRATION_DATABASE_URL the owner of the chain's database
 * @property {string} CHAIN_DATABASE_URL the chain
 */

/**
 * With MIGRATION_DATABASE_URL the settings name every login. Without it DATABASE_URL is the owner, and the logins of server and chain are
 * derived from it: their names from its name, their passwords from its password, so that every process with the owner's URL derives the same.
 * @param {{ env: NodeJS.ProcessEnv, embeddedUrl: string | undefined }} opts `embeddedUrl`: superuser of the embedded Postgres, if that is used
 * @returns {DatabaseLogins}
 */
export function databaseLogins({ env, embeddedUrl }) {
  const base = embeddedUrl ?? setting(env, 'DATABASE_URL') ?? '';
  const separate = embeddedUrl === undefined ? setting(env, 'MIGRATION_DATABASE_URL') : undefined;
  const owner = separate ?? (embeddedUrl === undefined ? base : derived(base, 'owner'));
  const chain = setting(env, 'CHAIN_DATABASE_URL');
  const chainOwner = setting(env, 'CHAIN_MIGRATION_DATABASE_URL');
  // A URL of the chain's database without one of its owner is also the owner's.
  const chainAlone = chain !== undefined && chainOwner === undefined && separate === undefined;
  return {
    ...(embeddedUrl === undefined ? {} : { ADMIN_DATABASE_URL: embeddedUrl }),
    MIGRATION_DATABASE_URL: owner,
    DATABASE_URL: separate === undefined ? derived(base, 'server') : base,
    CHAIN_MIGRATION_DATABASE_URL: chainOwner ?? (chainAlone ? chain : owner),
    CHAIN_DATABASE_URL:
      chain === undefined
        ? derived(chainOwner ?? separate ?? base, 'chain')
        : chainAlone
          ? derived(chain, 'chain')
          : chain,
  };
}

/**
 * @param {string} ownerUrl
 * @param {'owner' | 'server' | 'chain'} part
 */
function derived(ownerUrl, part) {
  const url = new URL(ownerUrl);
  const name = `${decodeURIComponent(url.username).slice(0, 48)}_${part}`;
  const password = decodeURIComponent(url.password);
  url.username = encodeURIComponent(name);
  url.password = createHmac('sha256', password).update(`login ${name}`).digest('base64url');
  return url.href;
}
