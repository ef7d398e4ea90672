// @ts-check
import { afterEach, expect, it, vi } from 'vitest';
import { neutralEnv } from './engineEnv.mjs';

afterEach(() => vi.unstubAllEnvs());

it('removes the settings of an installation, and keeps those that decide how the engine runs', () => {
  const ofAnInstallation = ['LEASE_MS', 'DATABASE_URL', 'LIMIT_OF_BEFORE', 'TEST_CHAIN_DATABASE_URL', 'DATA_DIR'];
  const kept = ['LOG_LEVEL', 'NEXT_DIST_DIR', 'PATH', 'TEST_LOGS'];
  for (const name of [...ofAnInstallation, ...kept]) vi.stubEnv(name, 'x');
  expect(Object.keys(neutralEnv())).toEqual(expect.arrayContaining(kept));
  expect(Object.keys(neutralEnv()).filter((name) => ofAnInstallation.includes(name))).toEqual([]);
});
