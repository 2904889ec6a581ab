import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import type { BuildEnd, DoctorReport, EngineDesk, GatePicture } from '../../admin/engine-desk.ts';
import { MotifError } from '../../errors.ts';
import { requireJson } from '../design-request.ts';
import { type AdminEnv, addressOf, needs, noteAct } from './admission.ts';
import { checkedBody } from './checked-body.ts';

/** A picture of a gate, by its address; anything else has no route. */
const PICTURE = '/engines/:slot{[ab]}/pictures/:index{[0-9]{1,3}}/:which{reference|engine|difference}';

export const rebuildSchema = z.strictObject({ precision: z.enum(['fp32', 'fp16', 'int8', 'fp8']) });

/** A kiosk's two engines: what they are, and how one becomes the other. */
export function engineRoutes(doorkeeper: Doorkeeper, audit: AuditLog, desk: EngineDesk | null) {
  const technician = needs('technician', doorkeeper);
  return new Hono<AdminEnv>()
    .get('/engines', technician, async (c) => c.json((await desk?.look()) ?? null))
    .get(PICTURE, technician, async (c) => {
      const { slot, index, which } = c.req.param();
      const png = await at(desk).picture(slot as 'a' | 'b', Number(index), which as GatePicture);
      if (png === null) throw noPicture();
      return c.body(png, 200, { 'Content-Type': 'image/png' });
    })
    .post('/engines/examination', technician, async (c) => {
      const report = await at(desk).examine();
      noteAct(audit, c, 'engine-examination', foundIn(report));
      return c.json(report);
    })
    .post(
      '/engines/build',
      technician,
      requireJson,
      checkedBody('a precision to build in', rebuildSchema),
      async (c) => {
        const { precision } = c.req.valid('json');
        const { ended } = await at(desk).rebuild(precision);
        noteAct(audit, c, 'engine-build', precision);
        noteEnd(audit, c, precision, ended);
        return c.json(at(desk).build, 202);
      },
    )
    .delete('/engines/build', technician, (c) => {
      at(desk).cancel();
      noteAct(audit, c, 'engine-build-cancel');
      return c.json(at(desk).build);
    })
    .post('/engines/rollback', technician, async (c) => {
      await at(desk).rollBack();
      noteAct(audit, c, 'engine-rollback');
      return c.json(await at(desk).look());
    });
}

/** The answer is long gone by then; who asked is not forgotten. */
function noteEnd(audit: AuditLog, c: Context<AdminEnv>, precision: string, ended: Promise<BuildEnd>): void {
  const who = { role: c.get('role'), address: addressOf(c) };
  const note = (act: string, about: string) => audit.note({ ...who, act, about });
  ended.then(
    ({ state, key }) =>
      note(`engine-build-${state}`, [precision, key?.slice(0, 16)].filter(Boolean).join(' ')),
    (failure: unknown) => note('engine-build-failed', `${precision} ${String(failure).slice(0, MOST_FOUND)}`),
  );
}

/** What an examination found, on one line. */
function foundIn({ problems }: DoctorReport): string {
  return problems.length === 0 ? 'no problem' : problems.join(' ').slice(0, MOST_FOUND);
}

const MOST_FOUND = 500;

function noPicture(): MotifError {
  return new MotifError(
    'not-found',
    'Expected a picture that the gate of an engine compared but there is none.',
  );
}

function at(desk: EngineDesk | null): EngineDesk {
  if (desk) return desk;
  throw new MotifError(
    'wrong-state',
    'Expected a server that manages its engines but this one was started with --engine. Start it without.',
    {
      customer: {
        zh: '本机启动时指定了引擎文件夹（--engine），因此不能在这里更换引擎。',
        en: 'This server was started with an engine folder of its own, so engines cannot be changed here.',
      },
    },
  );
}
