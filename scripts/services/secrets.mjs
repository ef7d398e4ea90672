// @ts-check
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../supervision/dataFolder.mjs';
import { setting } from '../supervision/engineEnv.mjs';
import { PlainError } from '../supervision/plainError.mjs';

/** The secrets on which data in a database depends; an operator's own database requires the operator's own secrets. */
const OF_THE_DATABASE = ['AUTH_SECRET', 'WALLET_SECRET'];

const NAMES = /** @type {const} */ (['AUTH_SECRET', 'WALLET_SECRET', 'POSTGRES_PASSWORD', 'REDIS_PASSWORD']);

/** @typedef {Record<(typeof NAMES)[number], string>} Secrets */

/**
 * The secrets of a data folder, generated once: sessions, paper wallets and the database depend on them.
 * @param {{ dataDir: string, outsideData: boolean }} opts `outsideData`: data made with earlier secrets exists
 * @returns {Secrets} 32 random bytes each, base64url
 * @throws {PlainError} when they are lost or damaged while data depends on them
 */
export function secretsOf({ dataDir, outsideData }) {
  const file = path.join(dataDir, 'secrets.json');
  if (fs.existsSync(file)) return read(file);
  if (outsideData)
    throw new PlainError(
      `${file} is missing, and the data in ${dataDir} can't be used without it. Restore it, or start again with \`npm run reset\`.`,
    );
  const secrets = /** @type {Secrets} */ (
    Object.fromEntries(NAMES.map((name) => [name, randomBytes(32).toString('base64url')]))
  );
  writeWhole({ file, text: `${JSON.stringify(secrets, null, 2)}\n` });
  return secrets;
}

/**
 * Checks the secrets for a given database: generated ones would be lost with the data folder, while wallets and sessions in the database need
 * them.
 * @param {{ env: NodeJS.ProcessEnv, dataDir: string }} opts
 * @throws {PlainError} when DATABASE_URL is given without the secrets
 */
export function assertSecretsGiven({ env, dataDir }) {
  if (setting(env, 'DATABASE_URL') === undefined) return;
  const missing = OF_THE_DATABASE.filter((name) => setting(env, name) === undefined);
  if (missing.length === 0) return;
  const file = path.join(dataDir, 'secrets.json');
  const way = fs.existsSync(file)
    ? `Those that were used up to now are in ${file}; copy them into .env.`
    : 'Make each once, for example with `openssl rand -base64 32`, and keep it with the database.';
  throw new PlainError(
    `DATABASE_URL is given without ${missing.join(' and ')}: wallets and sessions in that database depend on them. ${way}`,
  );
}

/**
 * @param {string} file
 * @returns {Secrets}
 */
function read(file) {
  /** @type {unknown} */
  let secrets;
  try {
    secrets = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    secrets = undefined;
  }
  const whole = NAMES.every(
    (name) => secrets !== null && typeof secrets === 'object' && typeof Reflect.get(secrets, name) === 'string',
  );
  if (!whole) throw new PlainError(`${file} is damaged. Restore it, or start again with \`npm run reset\`.`);
  return /** @type {Secrets} */ (secrets);
}
