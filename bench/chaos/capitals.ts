/** The violation counters, which must be 0. */
export type Capitals = {
  /** Acknowledged orders that the engine does not have, or has with other terms. */
  readonly LOST: number;
  /** Orders that are not final although there is no fault any more, and orders that did not end by themselves. */
  readonly OPEN: number;
  /** Orders of which more than one transaction executed, by the memos on the chain; and keys that became two orders. */
  readonly DOUBLE: number;
  /** Executed transactions that belong to no order's fill. */
  readonly ORPHAN: number;
  /** Fills that the chain did not execute, or executed with other amounts. */
  readonly PHANTOM: number;
  /** Executed transactions of orders that are cancelled or expired, or whose trader was answered that they are cancelled. */
  readonly 'CANCELLED-BUT-EXECUTED': number;
  /** Triggers that fired twice without a rest between, and orders that rest with two executions. */
  readonly 'TRIGGERED-TWICE': number;
  /** Attempts of orders that rest whose terms the market had not met. */
  readonly UNMET: number;
  /** Fills for less than the order's bound. */
  readonly 'BELOW-LIMIT': number;
  /** Held amounts without an open order, and orders that were open long after their time. */
  readonly 'HELD-FOR-NOTHING': number;
  /** Events that an open page missed, or saw twice or out of order. */
  readonly GAPS: number;
  /** Rows of engine.audit. */
  readonly AUDIT: number;
  /** Steps that a worker tried to commit and that the order's state did not allow. */
  readonly ILLEGAL: number;
  /** Processes that ended because of an error of their own. */
  readonly CRASHED: number;
  /** Statements that broke a rule of the database; by SQLSTATE in `sqlStates`. */
  readonly REFUSED: number;
};
export type Capital = keyof Capitals;
