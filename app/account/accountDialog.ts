import { createExternalStore } from '../browser/externalStore.ts';

export type AccountDialogName = 'sign-in' | 'create' | 'password' | 'keys';

/** Which dialog of the account is open. */
export const accountDialog = createExternalStore<AccountDialogName | undefined>(undefined);
