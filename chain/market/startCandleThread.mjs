import { register } from 'tsx/esm/api';

// What loads TypeScript in the process does not reach its threads.
register();
await import('./candleThread.ts');
