/** An exact quotient of two integers. As a price: base units of the quote token for base units of the base token. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint };
