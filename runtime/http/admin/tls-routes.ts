import { Hono } from 'hono';
import { z } from 'zod';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import type { ErrandDesk } from '../../admin/errands.ts';
import { MotifError } from '../../errors.ts';
import type { PanelTls } from '../../tls/panel-tls.ts';
import { requireJson } from '../design-request.ts';
import { type AdminEnv, needs, noteAct } from './admission.ts';
import { checkedBody } from './checked-body.ts';

export const chosenSchema = z.strictObject({ on: z.boolean() });

export interface TlsRouteParts {
  readonly doorkeeper: Doorkeeper;
  readonly audit: AuditLog;
  readonly errandDesk: ErrandDesk;
  readonly tls: PanelTls;
}

/** HTTPS of the panel: whether, and how a device comes to trust it. */
export function tlsRoutes({ doorkeeper, audit, errandDesk, tls }: TlsRouteParts) {
  const technician = needs('technician', doorkeeper);
  return new Hono<AdminEnv>()
    .get('/tls', needs('staff', doorkeeper), (c) => c.json(tls.view))
    .put('/tls', technician, requireJson, checkedBody('whether HTTPS is on', chosenSchema), async (c) => {
      const { on } = c.req.valid('json');
      await tls.turn(on);
      noteAct(audit, c, on ? 'tls-on' : 'tls-off', tls.view.authority?.fingerprint ?? null);
      return c.json(tls.view);
    })
    .get('/tls/authority', needs('staff', doorkeeper), (c) => {
      if (tls.authority === null) throw noAuthority();
      return c.body(tls.authority, 200, {
        'Content-Type': 'application/x-x509-ca-cert',
        'Content-Disposition': 'attachment; filename="motif-authority.crt"',
      });
    })
    .post('/tls/showing', technician, (c) => {
      const fingerprint = tls.view.authority?.fingerprint;
      if (fingerprint === undefined) throw noAuthority();
      errandDesk.showFingerprint(fingerprint);
      noteAct(audit, c, 'tls-show');
      return c.json({});
    });
}

function noAuthority(): MotifError {
  const en = 'Expected HTTPS to have been turned on once but it was not. Turn it on first.';
  return new MotifError('wrong-state', en, { customer: { zh: '请先打开 HTTPS。', en } });
}
