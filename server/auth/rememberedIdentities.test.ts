import { expect, it } from 'vitest';
import { createCredentialChanges } from './credentialChanges.ts';
import type { Credentials } from './credentials.ts';
import type { Identity } from './identity.ts';
import { createRememberedIdentities } from './rememberedIdentities.ts';

const key = (name: string): Credentials => ({ kind: 'key', key: name });

/** Identities by key name, `undefined` where there is none; the trader of `ann-1` is `ann`. */
function scene(mayTrade = true) {
  const ended = new Set<string>();
  const asked: string[] = [];
  let clock = 0;
  const changes = createCredentialChanges();
  const nameOf = (credentials: Credentials) => (credentials.kind === 'key' ? credentials.key : undefined);
  const remembered = createRememberedIdentities({
    changes,
    now: () => clock,
    identities: {
      callerOf: nameOf,
      async find(credentials) {
        const name = nameOf(credentials) ?? '';
        asked.push(name);
        if (ended.has(name)) return undefined;
        const identity: Identity = {
          traderId: name.split('-')[0] ?? '',
          wallet: 'w',
          guest: true,
          name,
          email: null,
          signedInBy: 'key',
          mayTrade,
          credential: { kind: 'key', id: name },
          key: { id: name, ordersPerMinute: null },
        };
        return identity;
      },
    },
  });
  return {
    asked,
    changes,
    end: (name: string) => void ended.add(name),
    pass: (ms: number) => {
      clock += ms;
    },
    async find(name: string) {
      return (await remembered.find(key(name)))?.name;
    },
  };
}

it('reads an identity once, until it is notified that one of the trader’s credentials ended', async () => {
  const { find, asked, changes, end } = scene();
  expect([await find('ann-1'), await find('ann-1'), await find('ann-2'), await find('bob-1')]).toEqual([
    'ann-1',
    'ann-1',
    'ann-2',
    'bob-1',
  ]);
  expect(asked).toEqual(['ann-1', 'ann-2', 'bob-1']);
  end('ann-1');
  changes.changed('ann');
  expect([await find('ann-1'), await find('ann-1'), await find('ann-2'), await find('bob-1')]).toEqual([
    undefined,
    undefined,
    'ann-2',
    'bob-1',
  ]);
  expect(asked.slice(3)).toEqual(['ann-1', 'ann-1', 'ann-2']);
});

it('reads an identity again after half a minute, so that a key’s last use is recorded to the minute', async () => {
  const { find, asked, end, pass } = scene();
  await find('ann-1');
  pass(29_999);
  await find('ann-1');
  expect(asked).toHaveLength(1);
  end('ann-1');
  pass(1);
  expect(await find('ann-1')).toBeUndefined();
});

it('remembers only identities that may trade, up to its capacity', async () => {
  const reader = scene(false);
  await reader.find('ann-1');
  await reader.find('ann-1');
  expect(reader.asked).toHaveLength(2);
  const { find, asked } = scene();
  for (let i = 0; i <= 10_000; i += 1) await find(`t-${i}`);
  await find('t-0');
  await find('t-10000');
  expect(asked.slice(10_001)).toEqual(['t-0']);
});
