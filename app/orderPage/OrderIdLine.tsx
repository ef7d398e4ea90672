import { CopyButton } from '../ui/CopyButton.tsx';

/** An order's id, for support requests, with a button that copies it. */
export function OrderIdLine({ orderId }: { orderId: string }) {
  return (
    <p className="flex min-w-0 items-center gap-1 text-2xs text-muted">
      <span className="min-w-0 truncate" title={orderId}>
        Order <span className="font-mono">{orderId}</span>
      </span>
      <CopyButton text={orderId} name="order id" />
    </p>
  );
}
