import { type Signal, useSignal } from '@preact/signals';
import { languageTag } from '../../shared/language.ts';
import type { Panel } from '../panel.ts';
import type { EngineSlot, EnginesView } from '../server-types.ts';
import { type Fact, Facts, sizeText } from './facts.tsx';
import { Gate } from './gate.tsx';

const SHOWN_OF_HASH = 12;

export interface SlotCardProps {
  readonly panel: Panel;
  readonly slot: EngineSlot;
  readonly view: Signal<EnginesView | null | undefined>;
}

/** One of the two engines: what it is, what was measured of it, and the way back to it. */
export function SlotCard({ panel, slot, view }: SlotCardProps) {
  const text = panel.text.value.engine;
  const { name, model, active, serving, precision, parts } = slot;
  return (
    <article class="slot" data-slot={name} data-active={active}>
      <header>
        <h3>{model ? `${model.name}, ${precision.toUpperCase()}` : text.unreadable}</h3>
        <span class="tag">{active ? text.active : text.before}</span>
        {serving && <span class="tag in-use">{text.inUse}</span>}
      </header>
      <Facts rows={factsOf(panel, slot)} />
      {parts.length > 0 && (
        <details>
          <summary>{text.parts}</summary>
          <Facts
            rows={parts.map(({ name, bytes, files }) => [
              name,
              `${sizeText(bytes)} · ${text.files}: ${files}`,
            ])}
          />
        </details>
      )}
      {model && <Gate panel={panel} slot={slot} />}
      {!active && <RollBack panel={panel} view={view} />}
    </article>
  );
}

function factsOf(panel: Panel, slot: EngineSlot): readonly Fact[] {
  const text = panel.text.value.engine;
  const when = (iso: string) => new Date(iso).toLocaleString(languageTag[panel.language.value]);
  const { checked, computeCapability, target, library, backend, sizes, bytes } = slot;
  const hashes = [
    `${text.key} ${slot.key.slice(0, SHOWN_OF_HASH)}`,
    ...(slot.model ? [`${text.weights} ${slot.model.weightsHash.slice(0, SHOWN_OF_HASH)}`] : []),
    `${text.manifest} ${slot.manifestSha256.slice(0, SHOWN_OF_HASH)}`,
  ];
  const verified = checked && (checked.problem === null ? text.verifiedAt(when(checked.at)) : text.damaged);
  return [
    [text.target, computeCapability === null ? target : `${target} (${computeCapability})`],
    [text.library, [library, backend].filter((part) => part !== null).join(' · ')],
    [text.sizes, sizes.join(' · ')],
    [text.size, sizeText(bytes)],
    [text.built, when(slot.builtAt)],
    [text.verified, verified ?? text.unknown],
    [text.hashes, <code key="hashes">{hashes.join('\n')}</code>],
    ...(checked?.problem
      ? [
          [
            text.damaged,
            <span key="problem" lang="en">
              {checked.problem}
            </span>,
          ] as const,
        ]
      : []),
  ];
}

function RollBack({ panel, view }: Pick<SlotCardProps, 'panel' | 'view'>) {
  const text = panel.text.value.engine;
  const asks = useSignal(false);
  const busy = useSignal(false);
  const said = useSignal('');
  const go = async () => {
    if (busy.value) return;
    busy.value = true;
    const answer = await panel.server.rollBack();
    busy.value = false;
    asks.value = false;
    said.value = answer.ok ? '' : panel.say(answer.message);
    if (answer.ok) view.value = answer.data;
  };
  return (
    <div class="submit">
      {!asks.value && (
        <button type="button" class="second" data-action="roll-back" onClick={() => (asks.value = true)}>
          {text.rollBack}
        </button>
      )}
      {asks.value && (
        <>
          <p>{text.rollBackSure}</p>
          <button type="button" class="main" data-action="roll-back-sure" onClick={() => void go()}>
            {text.rollBack}
          </button>
          <button type="button" class="second" data-action="keep" onClick={() => (asks.value = false)}>
            {text.keep}
          </button>
        </>
      )}
      {said.value !== '' && (
        <p role="alert" class="bad">
          {said.value}
        </p>
      )}
    </div>
  );
}
