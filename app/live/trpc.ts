'use client';
import { createTRPCReact } from '@trpc/react-query';
import type { AppRouter } from '../../server/trpc/appRouter.ts';

/** The engine's procedures as React hooks. Of the server only the types come here. */
export const trpc = createTRPCReact<AppRouter>();
