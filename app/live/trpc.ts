'use client';
import { createTRPCReact } from '@trpc/react-query';
import type { AppRouter } from '../../server/trpc/appRouter.ts';

/** The engine's procedures as React hooks. Only types are imported from the server. */
export const trpc = createTRPCReact<AppRouter>();
