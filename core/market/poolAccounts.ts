/**
 * The accounts of the simulated pools: fixed, valid addresses that belong to nobody. They are no addresses of Solana's mainnet, so that
 * a simulated transaction can't be mistaken for one on real pools; programs and mints are the real ones.
 */

/** The fee configurations of the simulated Raydium CPMM pools by trade fee, parts of 1,000,000. */
export const CPMM_CONFIG_ACCOUNTS = {
  2500: 'DdV1CdeeUXQE6248XTR5E1pNDq23F5Kyfd4FDsWnSJzm',
  10000: '5sjZZDLhqFBB1pLnGxSr8CRiTZJTWDPUdioqnk5wkYVx',
} as const;

/** The accounts of each simulated Raydium CPMM pool. */
export const CPMM_ACCOUNTS = {
  'SOL/USDC': {
    pool: '5yjDab8L1ekmzLgeQedaQnihU9ij4oFGANTbY5BC5d5P',
    vaultX: 'CRDmT8WnV5xh5cDhWr3HacPAV89sExCsiWPbwsRfKkM3',
    vaultY: 'A5KhF6znU8PzEBTM8Up8Xuzgj4itLex7FDJ2AksNmcLJ',
    observation: 'B6BcHAA2p8xZUJnnHcFTXZkh7bW4M6KjZwn53pMC7usz',
  },
  'SOL/USDT': {
    pool: '2tvHptiC1pEc4oGouMZ6m1ryMkgE16kCwfZXsGueh7pX',
    vaultX: 'Aov4iUPse1cT4i5nbyUWyNEif1yKD81Kj9pxHSFQ1Bo6',
    vaultY: '4F4fpvZ7tT73pUCpzxLqiyrB5ooPJyzV27Ph61gF75zQ',
    observation: 'DdV5ynUj4tcKqUpB9pQiWX9tAsaFBMeRigLti1WcM3SM',
  },
  'USDT/USDC': {
    pool: '817iCVP31wL9SmbDbK5jTQkAbCUL4wdpAX2E9M9bzNUZ',
    vaultX: 'H3w1kPb96eQpbWEEHfprjPfpvRQ6hUdHCsRXfwqnaoQx',
    vaultY: 'H3ZK4Z4qMWKs6eA7onYjnPx6cbPXzWhjUh4HMo44YZzE',
    observation: '7X4sjznSTV5e5Rht8mQSsbA7ane1fjUrKPiGsmUWXLY',
  },
  'JUP/SOL': {
    pool: '9QYzed3YtTtEukep7t53FMV1g17xju3agZU5QX3m8WBZ',
    vaultX: '87UcFpaRVrz7zosSKJZ5iZQABs6vGVkxm1fV9xHn28qn',
    vaultY: 'G5VahH9eiSAA6DGdSsh4Gwx1dzXW3U4xjULCb1c4eSda',
    observation: '6ivh7Vf2pZyEoXzXgNAoxEVJKZf5zQA8e37sU4RUfZo7',
  },
  'JUP/USDC': {
    pool: 'XaSqF7rwwWPzY9UG3hpM2PGdDn6SZefxx1wfKf2dStB',
    vaultX: 'AexFnh42QnnuPStzwhZfgAhPZR5Nz4U7fsYomfc2tiC8',
    vaultY: '6fanaLBMyNgA3JPrXYRFw7anoq6ZUwGTDosBiUYmc2Vr',
    observation: '7GZtP3Kgtvq8P6NhrCoBYRXMij54JzahRqHTewPdgxd1',
  },
  'BONK/SOL': {
    pool: '8rvC3H5p9Pczjf8CjxqPDAT28qQ3ThZf6nJPqDFKuuRW',
    vaultX: '49WkTd68bJyjsKohbGEcLMqockwsZVLVg1ZUCe7m2rz8',
    vaultY: 'CZcKfzUvDbB3FJKfGafJRv1Fk7a9N9WwkUPd79XvTThj',
    observation: 'He3eH3PHiep1BuPoUiK6mqohAxbXjjCCScjqo35EMWKP',
  },
  'BONK/USDC': {
    pool: 'A5BUF1Y8jyS8NHyKZTs5ccybgjttwCFptjjT9M2s8L8s',
    vaultX: 'ESjMtV9wGLg4tD1xoYC2ukBPgX6PiQ6SEv5UjoCa8pnr',
    vaultY: '6N1hhbJW72xWSnz5HDM23EsagbefmBgJ8fXQBa1MLGBF',
    observation: 'FgbYuZ3Cmk1fTLmg5YiJvxPjS4dGvxQEpevBberk2dN2',
  },
  'RAY/SOL': {
    pool: 'GbmNmXwSYTkFEWvUv2zQovWFjKzYWF1x5pQhvqWKdr54',
    vaultX: '4S3yV9J19tdUCZ9LxPr2pdKLr57HNKyE8jsTLfbGHff7',
    vaultY: '2R93f9J6EWRQcMcKVaqMuHkQUgVgtueJfsvLnHJSAmDE',
    observation: 'JCb3wewXMjDxmRfSfuttm9u68aLF3T5BaNQQ42B4cSNL',
  },
  'RAY/USDC': {
    pool: '97VBtJUbroT2quQUPjmnqHC1BoTgbwNHVBxRQ9XTqtAo',
    vaultX: 'CzJtbvLJdNjvkHTXNZH19MCt4G8qoCsn6ZmYucoqRw3Q',
    vaultY: '5RoEuaTdoavuCUTYjzdswjqzAi2TMpLPSoTfV6NXRMqf',
    observation: 'Ev1keka4HDgcjMBRKq8LGNaM2T7hSqWdkKDAdptZ3v8m',
  },
} as const;

/** The accounts of each simulated Meteora DLMM pair. Bin arrays are derived from the pair's address as the program does. */
export const DLMM_ACCOUNTS = {
  'SOL/USDC': {
    pool: '5ogC46HqgowrDDpQEMPc2dHnSGJ9V34Pr2226zX7kYj6',
    reserveX: '5Zehm2vWMDyoxTFGvmw1ciMjXkDzYeUr7gvMFRtMgfVS',
    reserveY: '8SG5W7jVfaNpb4MXKkD7tSjPdfDndB2tuwA9QfqgQ3TC',
    oracle: '2uf3i121syWTW9utTVRfrKNfFoXSFhdBgpTdbwqCBTQW',
  },
  'SOL/USDT': {
    pool: 'AbHccNLZLFvg8Xq3JwRonnfo5dUAW7VABFaNrndjPE7j',
    reserveX: '9okAXoYMx28pY474xRqm1hqAkJvvhiqKDpLCAFnyhKQL',
    reserveY: 'FyAuPxPwfLFhv3eXXJQXZVFok9ftNi58gbj7nEEtQw5z',
    oracle: 'BdAMWG5xSFMeTtz6fxHn3BpD4d6t6fLZJsQDMTSs7DTc',
  },
  'USDT/USDC': {
    pool: '14gE4iLB1NjcvMboXs6tyRCdjDHjNZe3V6spwmCRzezi',
    reserveX: 'EcbXGBxc6J1VkZ1pTEWdbYivJ6t7jtjmHrHuhWwFY7pd',
    reserveY: 'fV1BGSm6ufusjKT4gxwpVFRta9EurNL1JTGtBy3yK5q',
    oracle: 'HbaVKSgYPty12ZPebv9jhX9d28sVm4fYpSiCJV8R7Bgd',
  },
  'JUP/SOL': {
    pool: 'BGogoSe5Nna5jZDekzu3Kh4mTWMhKatB5rJNmbBLfrMB',
    reserveX: '2uGqMQjnqHnPyQ5fkvZuE5XfbwyurRgtErdm6ebNmg7Z',
    reserveY: 'BEKujpSb6HRnhpoS2NwMbZdgUEo8BksybD4JgPuQwwYu',
    oracle: 'AGmmd7gV2jFQ1ADHEhgG2aneLAAAhnofEiq9JeBaZCKz',
  },
  'JUP/USDC': {
    pool: 'Hj9eLT6T6idPGDWR23xhWE2gDWNSRy4kcFoFWnXsmxAf',
    reserveX: '9evVdByW4M1jf1iUeB7asBAJnACCSX6ru47hJ8whAfPV',
    reserveY: '7SwBdMF2Yj2MUv2rrLjhGJJ7inWYxvnkrfnjmwUQtnhg',
    oracle: 'J7mfNtqqMu73p41ixWV3h2fx3bceq93CXvqejLdTi62V',
  },
  'BONK/SOL': {
    pool: '5245FCgsaRcz9dDuiicwyLNjZ5RARA1oS9AzdSZutnb3',
    reserveX: 'BonXXQocBVzJojuq6N7kHLBH1byqjECzEd8fTZdJLqf7',
    reserveY: '2reo7pra11ajbSC1EGVuTviy268tikSP9MoyzLq5F2wy',
    oracle: '24Ys5KdkryNRTa5SK3SERMRgY8KvVFUQHJLYqzcWX2Zg',
  },
  'BONK/USDC': {
    pool: '3dN861VGEwnf4G59XN3ddaoFEeaNMrnaTqwBQDiEmPx4',
    reserveX: '2uQhhZrNc1ETt4Hks3zPdSp46w3qqA61HapUruJwqz7N',
    reserveY: '2KG9iDjWroeNvneMX2LwXoQTDfUwm624nGde2jJtZR8a',
    oracle: 'CWnh38ES1KbkZBattwzeGb5RYMUB2RMRtN2yAMBJkicM',
  },
  'RAY/SOL': {
    pool: 'EF8H3Hs7JaJPrkAiQtMPEH5QvsZoLSsk3QKNHcFNBQQh',
    reserveX: 'A16Rd78oEWwoDtaqanFrn7bfFPwCte7TXofhDnaoF4qi',
    reserveY: 'GmX9bSSFHzahbasomJ5ZuZx9LHzz6m8eGJLY567cfqP3',
    oracle: '9hoh41y1NGvPTg6auwiWbHBDWUwhS6eaLK9SEaSeVdux',
  },
  'RAY/USDC': {
    pool: '2VYfRP5soJt9dAHbbNCovnLaQcGvDdr52LRimimbugmZ',
    reserveX: 'FhmSSNh4RrRSiAjM6cwTC7XcABei4aYTfKEnLW12yLH3',
    reserveY: '5xo8KmQXqtNTTc8A2ifUKV11ZP2HvuBkBoG2jeRuqsKF',
    oracle: '9PM367ba8QoZjDKdpgsigJP6hs7G8ef6bseiWP4Tfh6Z',
  },
} as const;

/**
 * The accounts of each simulated Orca Whirlpool. The oracle is the program's address for "oracle" and the pool, as the program checks; tick
 * arrays are derived from the pool's address too.
 */
export const WHIRLPOOL_ACCOUNTS = {
  'SOL/USDC': {
    pool: '6B8ZAiNAuuRWZWBacWFHZCWmmAaZBhVSsp9DomCHrrzf',
    vaultX: 'CbmVXqbwf6BSC34ZFJPDSGCBSehxdQskHye7122Zk4FD',
    vaultY: '5zmCSXM7Cxex2nHVJXUou1yXjDqLP1aFqN1bWQfd96j6',
    oracle: '78zL5kPjuyzaYnhi2C9VgmMFR1JZCE7BsvY86eJJ5n1b',
  },
  'SOL/USDT': {
    pool: 'H6T6Uo7BfaVSHrMakNKP6Ui3uzE5H55Xp2Gmkhjnd18S',
    vaultX: 'FnF8YuamqDvq6dBNQTG11xBHaRgTwGV4inrSDksHNgDa',
    vaultY: '47CSfsEs9i5ovKreEnPMwrX6c5Aq35CZqectaVER9dyi',
    oracle: 'E3q6qpYRSgKxHb3JyXEAVb2H6zZV7j5hydQZg9PfTpNe',
  },
  'JUP/SOL': {
    pool: '7UAebxYaUx7UWQNuxGXiS5SHZ4Q2BFyojHqwkEA3MGgv',
    vaultX: '2fGbNCSbMQRfp7fFRBRedE9bbtTTei6t79bmH9CTuoTH',
    vaultY: '7u4M5oGwzmdZgf1bGntUrijkxMx8cvTpuTBL43nqTstB',
    oracle: '8Bk867GSd7uQ5AgEDtCLdQVnZiv2wwovtXCDi7Pe6xq1',
  },
} as const;

/** The fee configurations of the simulated Raydium CLMM pools by trade fee, parts of 1,000,000. */
export const CLMM_CONFIG_ACCOUNTS = {
  2500: '4Z76qXUq5zXWikN5EYJFLDFrN8ebcvNjUHF6i4m8Vsm3',
} as const;

/** The accounts of each simulated Raydium CLMM pool. Tick arrays are derived from the pool's address as the program does. */
export const CLMM_ACCOUNTS = {
  'SOL/USDC': {
    pool: '9e2CKb9fiLTucETBMa4WTZK6YzwBhvKSwRYJRzs5A9Ag',
    vaultX: 'ES7gsWDi6CnPxxqSuwEq1fAa4EyWKHdk3wmfFzssNNXM',
    vaultY: 'B1wginBnA71khZmKkBvb6yVUukY6LRSCSuDFBUC3sdgL',
    observation: 'HNsfqbeZAkdm5dTPykHTsvBosD2rJVGCsUddbkrK4apT',
  },
  'RAY/SOL': {
    pool: 'A7JmEJKZQSbv5ybGmvU1L8AjYq6s9gw2PebzwzyhKD3C',
    vaultX: 'FfbAXNwvtoLg1Y1k36LpGHYTna4FRjjCw96QipRgbPxr',
    vaultY: '8tXmKWTTrAFx2teunwako1fAcyNn71AfCeVbgjLEXupc',
    observation: '5CkdF62B3F6LsQBTPo5pnf37Aco9G53eaaimd4XskGK4',
  },
} as const;
