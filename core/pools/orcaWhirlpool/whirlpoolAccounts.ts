/** The program's mainnet address. */
export const WHIRLPOOL_PROGRAM = 'whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc';
/** Accounts that `swap` names; three of them are tick arrays. */
export const WHIRLPOOL_SWAP_ACCOUNTS = 11;
/** Bytes of the data of `swap`. */
export const WHIRLPOOL_SWAP_BYTES = 42;
