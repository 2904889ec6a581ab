import { Hono } from 'hono';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import type { ErrandDesk } from '../../admin/errands.ts';
import { type AdminEnv, needs, noteAct } from './admission.ts';

/** The kiosk's screen from afar. */
export function kioskRoutes(doorkeeper: Doorkeeper, audit: AuditLog, desk: ErrandDesk) {
  const technician = needs('technician', doorkeeper);
  return new Hono<AdminEnv>()
    .post('/kiosk/reload', technician, (c) => {
      desk.reload();
      noteAct(audit, c, 'kiosk-reload');
      return c.json({});
    })
    .post('/kiosk/picture', technician, async (c) => {
      noteAct(audit, c, 'kiosk-picture');
      return c.body(await desk.picture(), 200, { 'Content-Type': 'image/jpeg' });
    });
}
