import type { DecodedTransaction } from '../../core/transaction/decodeTransaction.ts';
import { CopyButton } from '../ui/CopyButton.tsx';

/** The accounts of a transaction with their names and permissions. */
export function AccountTable(props: { accounts: DecodedTransaction['accounts']; names: ReadonlyMap<string, string> }) {
  const { accounts, names } = props;
  return (
    <table className="w-full table-fixed text-left">
      <thead className="text-2xs text-muted">
        <tr>
          <th scope="col" className="w-8 px-2 py-1 font-normal">
            <span className="sr-only">Place</span>
          </th>
          <th scope="col" className="px-2 py-1 font-normal">
            Account
          </th>
          <th scope="col" className="w-24 px-2 py-1 font-normal">
            Role
          </th>
        </tr>
      </thead>
      <tbody>
        {accounts.map(({ address, signer, writable }, i) => (
          <tr key={address} className="border-t border-line align-top">
            <td className="px-2 py-1.5 text-2xs leading-5 text-faint">{i}</td>
            <td className="px-2 py-1.5">
              <p className="text-ink">{names.get(address) ?? 'Unknown account'}</p>
              <p className="flex items-center gap-1">
                <span className="min-w-0 truncate font-mono text-2xs text-muted" title={address}>
                  {address}
                </span>
                <CopyButton text={address} name={`address of account ${i}`} />
              </p>
            </td>
            <td className="px-2 py-1.5 text-2xs leading-5">
              {signer && <p className="font-medium text-accent">Signer</p>}
              <p className={writable ? 'text-warn' : 'text-muted'}>{writable ? 'Writable' : 'Read only'}</p>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
