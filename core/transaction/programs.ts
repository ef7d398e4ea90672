import { address } from '@solana/kit';
import { COMPUTE_BUDGET_PROGRAM_ADDRESS } from '@solana-program/compute-budget';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { ASSOCIATED_TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

/** The programs that a swap transaction calls, by their mainnet addresses. */
export const PROGRAMS = {
  system: SYSTEM_PROGRAM_ADDRESS,
  token: TOKEN_PROGRAM_ADDRESS,
  associatedToken: ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
  computeBudget: COMPUTE_BUDGET_PROGRAM_ADDRESS,
  memo: address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr'),
  raydiumCpmm: address('CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C'),
  meteoraDlmm: address('LBUZKhRxPF3XUpBCjp4YzTKgLccjZhTSDM9YuVaPwxo'),
} as const;

/** Raydium CPMM's vault authority: the program's address for the seed "vault_and_lp_mint_auth_seed". */
export const CPMM_AUTHORITY = address('GpMZbSM2GgvTKHJirzeGfMFoaZ8UR2X7F4v8vHTvxFbL');
/** Meteora DLMM's event authority: the program's address for the seed "__event_authority". */
export const DLMM_EVENT_AUTHORITY = address('D1ZN9Wj1fRSUQfCjhvnu1hqDMT7hzjzBBpi12nVniYD6');

/** First eight bytes of the instructions' data: Raydium CPMM `swap_base_input`, Meteora DLMM `swap`. */
export const CPMM_SWAP_BASE_INPUT = [143, 190, 90, 218, 196, 30, 51, 222] as const;
export const DLMM_SWAP = [248, 198, 158, 145, 225, 117, 135, 200] as const;
