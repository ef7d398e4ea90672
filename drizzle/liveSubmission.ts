/** Signed bytes that may still land. */
export type LiveSubmission = {
  readonly signature: string;
  readonly transaction: Uint8Array;
  readonly lastValidBlockHeight: number;
  /** The chain that it was signed for; undefined when the engine had recorded none. */
  readonly genesisHash?: string | undefined;
  /** The operator has declared that this chain will never return: the submission can never land. */
  readonly abandoned?: boolean;
};
