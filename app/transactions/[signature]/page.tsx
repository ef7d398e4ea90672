import type { Metadata } from 'next';
import { TransactionDetails } from '../TransactionDetails.tsx';

export const metadata: Metadata = { title: 'Transaction' };

export default async function TransactionPage({ params }: { params: Promise<{ signature: string }> }) {
  const { signature } = await params;
  return <TransactionDetails signature={signature} />;
}
