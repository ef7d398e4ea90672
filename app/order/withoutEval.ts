import { z } from 'zod';

// The page's policy forbids code from text, which schemas would try when they are made. Imported before any module that makes one.
z.config({ jitless: true });
