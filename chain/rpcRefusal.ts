import type { RpcErrorObject, TransactionError } from '../core/chain/chainApi.ts';

/** Thrown when a call is answered with a JSON-RPC error. */
export class RpcRefusal extends Error {
  override readonly name = 'RpcRefusal';
  readonly code: number;
  readonly err: TransactionError | undefined;
  constructor(opts: { code: number; message: string; err?: TransactionError }) {
    super(opts.message);
    this.code = opts.code;
    this.err = opts.err;
  }

  get body(): RpcErrorObject {
    const { code, message, err } = this;
    return err === undefined ? { code, message } : { code, message, data: { err } };
  }
}
