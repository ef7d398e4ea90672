import { expect, it } from 'vitest';
import { createPaperWallets } from '../runtime/paperWallet.ts';
import { SettingsError } from '../runtime/settings.ts';
import { createAccountStore } from './accountStore.ts';
import { createOrderExecution } from './orderExecution.ts';
import { createOrderIntake } from './orderIntake.ts';
import { freshDatabase } from './testing/freshDatabase.ts';
import { building, confirmed, sampleAcceptance, sampleFailure, submitted } from './testing/sampleOrder.ts';
import { acceptGenesis, trustGenesis } from './trustedGenesis.ts';
import { checkWalletSecret } from './walletSecret.ts';

const TRADER = 'trader-1';
const isKnown = async () => true;

async function books() {
  const db = await freshDatabase();
  const { database } = db;
  await createAccountStore({ database }).openTrader({ traderId: TRADER, wallet: 'wallet' });
  const execution = createOrderExecution({ database, owner: 'w', leaseMs: 60_000, onEvents: () => {} });
  // The worker starts before the order is accepted.
  await execution.claim('00000000-0000-7000-8000-000000000000');
  const accept = async (validForMs: number) => {
    const item = sampleAcceptance({ traderId: TRADER, validForMs });
    await createOrderIntake({ database }).accept(item);
    return item.orderId;
  };
  const claim = async (orderId: string) => {
    const claimed = await execution.claim(orderId);
    if (claimed.verdict !== 'claimed') throw new Error(claimed.verdict);
    return claimed.order;
  };
  return { db, database, execution, accept, claim };
}

it('records the first genesis, and another one only by an operator’s command', async () => {
  await using db = await freshDatabase();
  const { database } = db;
  const told = await Promise.all(
    Array.from({ length: 8 }, (_, i) => trustGenesis({ database, genesisHash: `genesis-${i % 4}`, isKnown })),
  );
  expect(new Set(told).size).toBe(1);
  const [first] = told;
  expect(await acceptGenesis({ database, genesisHash: first ?? '' })).toBeUndefined();
  expect(await acceptGenesis({ database, genesisHash: 'another' })).toBe(0);
  expect(await trustGenesis({ database, genesisHash: 'a third', isKnown })).toBe('another');
});

it('trusts no chain that does not know the landings of a database without a genesis', async () => {
  const { db, database, execution, accept, claim } = await books();
  await using _ = db;
  const orderId = await accept(60_000);
  const { epoch } = await claim(orderId);
  for (const step of [building, submitted('sig'), confirmed('sig')])
    expect(await execution.transition({ orderId, epoch, step })).toBe('ok');
  expect(await trustGenesis({ database, genesisHash: 'new', isKnown: async () => false })).toMatch(/sig landed/);
  expect(await db.owner`select 1 from engine.genesis`).toEqual([]);
  expect(await trustGenesis({ database, genesisHash: 'old', isKnown })).toBe('old');
});

it('takes no transaction for another chain, and gives up the submissions of a chain that the operator gave up', async () => {
  const { db, database, execution, accept, claim } = await books();
  await using _ = db;
  await trustGenesis({ database, genesisHash: 'first', isKnown });
  const orderId = await accept(60_000);
  const { epoch, past } = await claim(orderId);
  expect(past).toBe('fresh');
  const submit = (genesisHash: string) => execution.transition({ orderId, epoch, step: submitted('sig', genesisHash) });
  expect(await execution.transition({ orderId, epoch, step: building })).toBe('ok');
  expect(await submit('second')).toBe('other_chain');
  expect(await submit('first')).toBe('ok');
  await execution.transition({ orderId, epoch, step: { kind: 'release', delayMs: 0 } });
  expect(await acceptGenesis({ database, genesisHash: 'second' })).toBe(1);
  expect(await claim(orderId)).toMatchObject({
    past: 'aged',
    submission: { genesisHash: 'first', abandoned: true },
  });
});

it('refuses a retry after the order has expired by this clock, and accepts the failure with the dead submission', async () => {
  const { db, execution, accept, claim } = await books();
  await using _ = db;
  const orderId = await accept(1_500);
  const { epoch } = await claim(orderId);
  await execution.transition({ orderId, epoch, step: building });
  expect(await execution.transition({ orderId, epoch, step: submitted('sig') })).toBe('ok');
  await db.owner`select pg_sleep(extract(epoch from valid_until - clock_timestamp()) + 0.01) from engine.orders`;
  const dead = { signature: 'sig', outcome: 'expired' } as const;
  const failed = { failure: sampleFailure, dead };
  expect(await execution.transition({ orderId, epoch, step: { kind: 'retry', delayMs: 0, ...failed } })).toBe(
    'expired',
  );
  expect(await execution.transition({ orderId, epoch, step: { kind: 'failed', ...failed } })).toBe('ok');
  expect(await db.audit()).toEqual([]);
});

it('records one secret of concurrent starts, and opens no trader with another', async () => {
  await using db = await freshDatabase();
  const { database } = db;
  const secrets = ['a', 'b', 'c', 'd'].map((letter) => createPaperWallets({ secret: letter.repeat(40) }));
  const started = await Promise.allSettled(secrets.map((wallets) => checkWalletSecret({ database, wallets })));
  const refused = started.filter((one) => one.status === 'rejected');
  expect(refused).toHaveLength(3);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(SettingsError);
  for (const [i, wallets] of secrets.entries()) {
    const opened = createAccountStore({ database, fingerprint: wallets.fingerprint }).openTrader({
      traderId: `trader-${i}`,
      wallet: wallets.walletAddress(`trader-${i}`),
    });
    if (started[i]?.status === 'fulfilled') expect(await opened).toBe(true);
    else await expect(opened).rejects.toMatchObject({ code: 'OE007' });
  }
});
