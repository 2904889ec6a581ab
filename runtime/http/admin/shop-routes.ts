import { Hono } from 'hono';
import { z } from 'zod';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import { pauseSchema, type Settings, settingsSchema } from '../../admin/settings.ts';
import type { Document } from '../../store/document.ts';
import { requireJson } from '../design-request.ts';
import { type AdminEnv, needs, noteAct } from './admission.ts';
import { checkedBody } from './checked-body.ts';

export const pauseBody = z.strictObject({ pause: pauseSchema.nullable() });
/** What staff and technicians decide about the kiosk. */
export function shopRoutes(doorkeeper: Doorkeeper, audit: AuditLog, settings: Document<Settings>) {
  return new Hono<AdminEnv>()
    .get('/settings', needs('staff', doorkeeper), (c) => c.json(settings.data))
    .put(
      '/settings',
      needs('technician', doorkeeper),
      requireJson,
      checkedBody('the settings', settingsSchema),
      async (c) => {
        const saved = await settings.update(() => c.req.valid('json'));
        noteAct(audit, c, 'settings', JSON.stringify(saved));
        return c.json(saved);
      },
    )
    .put(
      '/pause',
      needs('staff', doorkeeper),
      requireJson,
      checkedBody('a message for customers, or null', pauseBody),
      async (c) => {
        const { pause } = c.req.valid('json');
        const saved = await settings.update((now) => ({ ...now, pause }));
        noteAct(audit, c, pause === null ? 'open' : 'pause');
        return c.json(saved);
      },
    );
}
