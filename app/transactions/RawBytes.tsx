import { CopyButton } from '../ui/CopyButton.tsx';
import { Panel } from '../ui/Panel.tsx';

/** A transaction's wire bytes as they were signed and sent. */
export function RawBytes({ base64 }: { base64: string }) {
  return (
    <Panel title="Raw bytes, base64" aside={<CopyButton text={base64} name="raw bytes" />} bodyClassName="p-4">
      <p className="rounded-md bg-ground p-2 font-mono text-2xs break-all text-muted">{base64}</p>
    </Panel>
  );
}
