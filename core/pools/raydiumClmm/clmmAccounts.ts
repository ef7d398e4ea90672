/** The program's mainnet address. */
export const CLMM_PROGRAM = 'CAMMCzo5YL8w4VFF8KVHrK22GGUsp5VTaW7grrKgrWqK';

/** Bytes of the data of `swap`: discriminator, amount, threshold, price limit (u128), and whether the amount is the input. */
export const CLMM_SWAP_BYTES = 41;

/** Accounts of `swap` before the tick arrays. */
export const CLMM_FIXED_ACCOUNTS = 9;
