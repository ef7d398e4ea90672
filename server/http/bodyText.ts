import type { IncomingHttpHeaders } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)"?/i;
/** ASCII is UTF-8 too. */
const UTF8_NAMES = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/** A client's text in a form that is safe to show back. */
const shown = (text: string) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 40);

const refused = (text: string) =>
  new EngineError({ code: 'UNSUPPORTED_MEDIA_TYPE', text: `${text} Nothing was changed.` });

/** Refuses a body whose headers declare an unsupported encoding. Throws EngineError UNSUPPORTED_MEDIA_TYPE, which names it. */
export function checkEncoding(headers: IncomingHttpHeaders): void {
  const coding = (headers['content-encoding'] ?? '').trim();
  if (coding !== '' && coding.toLowerCase() !== 'identity') {
    throw refused(`Bodies are taken uncompressed, not as Content-Encoding ${shown(coding)}.`);
  }
  const transfer = (headers['transfer-encoding'] ?? '').trim();
  if (transfer !== '' && transfer.toLowerCase() !== 'chunked') {
    throw refused(`Bodies are taken whole or chunked, not as Transfer-Encoding ${shown(transfer)}.`);
  }
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !UTF8_NAMES.has(charset.toLowerCase())) {
    throw refused(`Bodies are written in UTF-8, not in ${shown(charset)}.`);
  }
}

/** A byte order mark of UTF-16 or UTF-32, or the zero bytes of ASCII text in them. */
function isWide(body: Buffer): boolean {
  const [first, second] = body;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A body's text, without the byte order mark that some programs write before UTF-8. Throws EngineError UNSUPPORTED_MEDIA_TYPE, INVALID_REQUEST. */
export function bodyText(body: Buffer): string {
  if (isWide(body)) throw refused('Bodies are written in UTF-8, not in UTF-16 or UTF-32.');
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw new EngineError({
      code: 'INVALID_REQUEST',
      text: 'The body is not valid UTF-8. Nothing was changed.',
      cause,
    });
  }
}
