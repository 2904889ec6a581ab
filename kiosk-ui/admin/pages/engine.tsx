import { languageTag } from '../../shared/language.ts';
import type { Panel } from '../panel.ts';

/** What draws, and how fast it does. */
export function EnginePage({ panel }: { readonly panel: Panel }) {
  const facts = panel.live.value?.facts;
  const text = panel.text.value;
  if (!facts) return null;
  const { engine, queue } = facts;
  const canary =
    engine.canaryAt && new Date(engine.canaryAt).toLocaleString(languageTag[panel.language.value]);
  const rows: readonly (readonly [label: string, value: string])[] = [
    [text.engine.model, engine.model],
    [text.engine.precision, engine.precision],
    [text.engine.backend, engine.backend],
    [text.engine.sizes, engine.sizes.join(' · ')],
    [text.engine.canary, canary || text.engine.unknown],
    [
      text.engine.step,
      engine.secondsPerStep === null
        ? text.engine.unknown
        : text.engine.seconds(engine.secondsPerStep.toFixed(3)),
    ],
    [text.engine.queue, `${queue.waiting} / ${queue.places}`],
    [text.engine.key, engine.key.slice(0, 16)],
  ];
  return (
    <>
      <h1>{text.pages.engine}</h1>
      <dl class="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
