const LOOKS: Record<string, string> = {
  SOL: 'from-[#9945ff] to-[#14c58e]',
  USDC: 'from-[#2775ca] to-[#2775ca]',
  USDT: 'from-[#1f8f75] to-[#1f8f75]',
  JUP: 'from-[#4f7d1e] to-[#167a7d]',
  BONK: 'from-[#c9601a] to-[#b3831b]',
  RAY: 'from-[#5a4bd6] to-[#2a8fb0]',
};

const SIZES = { small: 'size-4 text-[8px]', medium: 'size-5 text-[9px]', large: 'size-6 text-[10px]' };

/** A token's coloured mark, decoration beside its symbol. */
export function TokenMark({ symbol, size = 'medium' }: { symbol: string; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden="true"
      data-letter={symbol.slice(0, 1)}
      className={`inline-flex before:content-[attr(data-letter)] shrink-0 items-center justify-center rounded-full bg-linear-to-br font-bold text-accent-ink ${SIZES[size]} ${LOOKS[symbol] ?? 'from-line-strong to-line'}`}
    />
  );
}
