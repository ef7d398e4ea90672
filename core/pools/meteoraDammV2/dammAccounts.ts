/** The program's mainnet address. */
export const DAMM_PROGRAM = 'cpamdpZCGKUy5JxQXB4dcpGPiikHawvSWAd6mEn1sGG';
/** The vault authority: the program's address for the seed "pool_authority". */
export const DAMM_AUTHORITY = 'HLnpSz9h2S4hiLQ43rnSD9XkcUThA7B8hQMKmDaiTLcC';
/** The program's address for the seed "__event_authority". */
export const DAMM_EVENT_AUTHORITY = '3rmHSu74h1ZcmAisVcWerTCiRDQbUrBKmcwptYGjHfet';
/** Accounts that `swap` names. */
export const DAMM_SWAP_ACCOUNTS = 14;
