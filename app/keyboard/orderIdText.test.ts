import { describe, expect, it } from 'vitest';
import { looksLikeOrderId } from './orderIdText.ts';

describe('looksLikeOrderId', () => {
  it.each(['019a', '019AC3F2', '019ac3f2-', '019ac3f2-7b11', '019ac3f2-7b11-7a3c-9b1e-0242ac120002'])(
    'takes %s',
    (text) => expect(looksLikeOrderId(text)).toBe(true),
  );

  it.each(['', '019', 'face', 'flip', '019ac3f27b11', '019a-', '019ac3f2-7b11-7a3c-9b1e-0242ac120002a'])(
    'leaves %j to the commands',
    (text) => expect(looksLikeOrderId(text)).toBe(false),
  );
});
