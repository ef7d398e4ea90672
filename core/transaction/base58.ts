const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const digitOf = new Map([...ALPHABET].map((char, digit) => [char, digit]));

/** Bytes as base58 (Bitcoin's alphabet, as Solana's). Plain digits in place of bigints: a signature takes microseconds. */
export function base58Encode(bytes: Uint8Array): string {
  let zeros = 0;
  while (bytes[zeros] === 0) zeros++;
  const digits: number[] = [];
  for (let i = zeros; i < bytes.length; i++) {
    let carry = bytes[i] ?? 0;
    for (let j = 0; j < digits.length; j++) {
      carry += (digits[j] ?? 0) << 8;
      digits[j] = carry % 58;
      carry = (carry / 58) | 0;
    }
    while (carry > 0) {
      digits.push(carry % 58);
      carry = (carry / 58) | 0;
    }
  }
  let text = '1'.repeat(zeros);
  for (let i = digits.length - 1; i >= 0; i--) text += ALPHABET[digits[i] ?? 0];
  return text;
}

/** The bytes of a base58 text, or undefined when it is invalid or its length is not `length`. */
export function base58Decode(text: string, length: number): Uint8Array | undefined {
  let zeros = 0;
  while (text[zeros] === '1') zeros++;
  const bytes: number[] = [];
  for (let i = zeros; i < text.length; i++) {
    const digit = digitOf.get(text[i] ?? '');
    if (digit === undefined) return undefined;
    let carry = digit;
    for (let j = 0; j < bytes.length; j++) {
      carry += (bytes[j] ?? 0) * 58;
      bytes[j] = carry & 255;
      carry >>= 8;
    }
    while (carry > 0) {
      bytes.push(carry & 255);
      carry >>= 8;
    }
    if (zeros + bytes.length > length) return undefined;
  }
  if (zeros + bytes.length !== length) return undefined;
  const out = new Uint8Array(length);
  for (const [i, byte] of bytes.entries()) out[length - 1 - i] = byte;
  return out;
}
