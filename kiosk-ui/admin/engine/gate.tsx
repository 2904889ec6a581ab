import type { Panel } from '../panel.ts';
import type { EngineSlot } from '../server-types.ts';
import { Facts, percentText } from './facts.tsx';
import { GatePictures } from './gate-pictures.tsx';

const MOST_LAYERS = 20;

export interface GateProps {
  readonly panel: Panel;
  readonly slot: EngineSlot;
}

/** What was measured of an engine against FP32 before it was let in. */
export function Gate({ panel, slot }: GateProps) {
  const { gate, gateDetails } = slot;
  const text = panel.text.value.engine;
  if (gate === null) return <p class="soft">{text.gateNone}</p>;
  const list = (names: readonly string[]) => (names.length === 0 ? text.none : names.join(', '));
  return (
    <details class="gate" open={gateDetails !== null}>
      <summary>
        {text.gate}:{' '}
        <b class={gate.passed ? 'good' : 'bad'}>{gate.passed ? text.gatePassed : text.gateFailed}</b>
      </summary>
      <Facts
        rows={[
          [text.meanError, percentText(gate.meanError)],
          [text.worstError, percentText(gate.worstError)],
          [text.worstPicture, `PSNR ${gate.psnrDb.toFixed(1)} dB · SSIM ${gate.ssim.toFixed(3)}`],
          [text.quantised, gate.quantisedLayers],
          [text.keptHigh, list(gate.keptHigh)],
          [text.overflowing, list(gate.overflowing)],
        ]}
      />
      {gateDetails && (
        <>
          <Bars
            title={text.stepErrors}
            bars={gateDetails.steps.map(({ step, meanError }) => [text.stepName(step), meanError])}
          />
          <Bars
            title={text.layerErrors}
            bars={gateDetails.layers.slice(0, MOST_LAYERS).map(({ layer, error }) => [layer, error])}
          />
          <GatePictures panel={panel} slot={slot} pictures={gateDetails.pictures} />
        </>
      )}
    </details>
  );
}

interface BarsProps {
  readonly title: string;
  readonly bars: readonly (readonly [name: string, share: number])[];
}

/** Shares beside each other; the longest fills the line. */
function Bars({ title, bars }: BarsProps) {
  const most = Math.max(1e-9, ...bars.map(([, share]) => share));
  return (
    <>
      <h4>{title}</h4>
      <ol class="bars">
        {bars.map(([name, share]) => (
          <li key={name} style={{ '--share': String(share / most) }}>
            <span>{name}</span>
            <span>{percentText(share)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
