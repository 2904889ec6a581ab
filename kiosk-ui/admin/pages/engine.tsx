import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { languageTag } from '../../shared/language.ts';
import { Build } from '../engine/build.tsx';
import { Doctor } from '../engine/doctor.tsx';
import { Facts } from '../engine/facts.tsx';
import { SlotCard } from '../engine/slot-card.tsx';
import type { Panel } from '../panel.ts';
import type { EnginesView } from '../server-types.ts';

/** What draws, and how fast it does; for technicians also what it was built from and what could take its place. */
export function EnginePage({ panel }: { readonly panel: Panel }) {
  const live = panel.live.value;
  const text = panel.text.value;
  const session = panel.session.value;
  if (!live) return null;
  return (
    <>
      <h1>{text.pages.engine}</h1>
      {live.engines.isSwitching && (
        <p class="banner" role="status">
          {text.engine.switching}
        </p>
      )}
      <Now panel={panel} />
      {session?.state === 'signed-in' && session.role === 'technician' && <Engines panel={panel} />}
    </>
  );
}

function Now({ panel }: { readonly panel: Panel }) {
  const { engine, queue } = panel.live.value?.facts ?? {};
  const text = panel.text.value.engine;
  if (!engine || !queue) return null;
  const canary =
    engine.canaryAt && new Date(engine.canaryAt).toLocaleString(languageTag[panel.language.value]);
  const { secondsPerStep } = engine;
  return (
    <Facts
      rows={[
        [text.model, engine.model],
        [text.precision, engine.precision],
        [text.backend, engine.backend],
        [text.sizes, engine.sizes.join(' · ')],
        [text.canary, canary || text.unknown],
        [text.step, secondsPerStep === null ? text.unknown : text.seconds(secondsPerStep.toFixed(3))],
        [text.queue, `${queue.waiting} / ${queue.places}`],
        [text.key, engine.key.slice(0, 16)],
      ]}
    />
  );
}

function Engines({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value.engine;
  /** Undefined until the server has answered; null where it manages none. */
  const view = useSignal<EnginesView | null | undefined>(undefined);
  const { build, isSwitching } = panel.live.value?.engines ?? {};
  const look = async () => {
    const answer = await panel.server.engines();
    if (answer.ok) view.value = answer.data;
  };
  useEffect(() => void look(), [panel, build?.state, isSwitching]);
  if (view.value === undefined) return null;
  if (view.value === null) return <p class="soft">{text.fixed}</p>;
  const { slots, problem } = view.value;
  return (
    <>
      <section>
        <h2>{text.slots}</h2>
        {problem !== null && (
          <p class="banner" role="alert" lang="en">
            {problem}
          </p>
        )}
        {slots.length === 0 && problem === null && <p class="soft">{text.noSlots}</p>}
        <div class="slots">
          {slots.map((slot) => (
            <SlotCard key={slot.name} panel={panel} slot={slot} view={view} />
          ))}
        </div>
      </section>
      <Build panel={panel} engines={view.value} />
      <Doctor panel={panel} onExamined={() => void look()} />
    </>
  );
}
