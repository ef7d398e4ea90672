import type { AccountMeta, Address } from '@solana/kit';
import { z } from 'zod';
import { readonlyAccount, writableAccount } from '../accountMeta.ts';
import type { ListedPoolBase } from '../listedPool.ts';
import { accountAddress, rateText } from '../listedSchema.ts';
import type { NamedAccounts, SwapTerms } from '../poolProgram.ts';
import type { RaydiumAccounts } from './listed.ts';

type ListedRaydiumPool = ListedPoolBase & { readonly accounts: RaydiumAccounts };

/** RaydiumRates in the listing, on the wire. */
export const raydiumRates = {
  tradeFeeRate: rateText(1_000_000),
  protocolFeeRate: rateText(1_000_000),
  fundFeeRate: rateText(1_000_000),
};

/** RaydiumAccounts in the listing, on the wire. */
export const raydiumAccounts = z.strictObject({
  config: accountAddress,
  vaultX: accountAddress,
  vaultY: accountAddress,
  observation: accountAddress,
});

/**
 * The consecutive accounts that the swap instructions of both programs name: configuration, pool, the wallet's accounts and the vaults, input
 * first.
 */
export function raydiumSwapAccounts(opts: {
  readonly listed: ListedRaydiumPool;
  readonly swap: SwapTerms;
  readonly userIn: Address;
  readonly userOut: Address;
}): AccountMeta[] {
  const { listed, swap, userIn, userOut } = opts;
  const { config, vaultX, vaultY } = listed.accounts;
  const vaults = swap.mintIn === listed.mintX ? [vaultX, vaultY] : [vaultY, vaultX];
  return [readonlyAccount(config), ...[listed.address, userIn, userOut, ...vaults].map(writableAccount)];
}

/** Names of a swap's accounts for either program; `name` is the pool's name, `program` the program's. */
export function raydiumAccountNames(opts: {
  readonly listed: ListedRaydiumPool;
  readonly program: string;
  readonly name: string;
  readonly x: string;
  readonly y: string;
}): NamedAccounts {
  const { listed, program, name, x, y } = opts;
  return [
    [listed.address, `${name} pool`],
    [listed.accounts.config, `${program} fee configuration`],
    [listed.accounts.vaultX, `${name} vault of ${x}`],
    [listed.accounts.vaultY, `${name} vault of ${y}`],
    [listed.accounts.observation, `${name} price observations`],
  ];
}
