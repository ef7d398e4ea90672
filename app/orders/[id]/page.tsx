import type { Metadata } from 'next';
import { OrderDetails } from '../../orderPage/OrderDetails.tsx';

export const metadata: Metadata = { title: 'Order' };

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <OrderDetails orderId={id} />;
}
