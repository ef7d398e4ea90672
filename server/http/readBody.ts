import type { IncomingMessage } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';
import { bodyText, checkEncoding } from './bodyText.ts';

/** The largest request body, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Thrown when a body is larger than MAX_BODY_BYTES. */
export class BodyTooLarge extends EngineError {
  constructor() {
    super({ code: 'INVALID_REQUEST', text: 'The request is larger than 64 kB. Nothing was changed.' });
  }
}

/**
 * Reads a request's body as text. Rejects with BodyTooLarge, with EngineError UNSUPPORTED_MEDIA_TYPE or INVALID_REQUEST for a body that is not
 * plain UTF-8, and with the stream's error when the client disconnects.
 */
export function readBody(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    checkEncoding(req.headers);
    if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      reject(new BodyTooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) {
        chunks.push(chunk);
        return;
      }
      req.off('data', onData);
      reject(new BodyTooLarge());
    };
    req.on('data', onData);
    req.once('end', () => {
      try {
        resolve(bodyText(Buffer.concat(chunks)));
      } catch (error) {
        reject(error);
      }
    });
    req.once('error', reject);
    req.once('close', () => reject(new Error('the client went away before its request was complete')));
  });
}
