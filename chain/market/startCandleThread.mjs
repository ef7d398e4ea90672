import { register } from 'tsx/esm/api';

// The process's TypeScript loader does not apply to its threads.
register();
await import('./candleThread.ts');
