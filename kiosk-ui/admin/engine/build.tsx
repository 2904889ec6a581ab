import { useSignal } from '@preact/signals';
import { Asking, Choice } from '../form.tsx';
import type { Panel } from '../panel.ts';
import type { EngineBuild, EnginesView } from '../server-types.ts';

export interface BuildProps {
  readonly panel: Panel;
  readonly engines: EnginesView;
}

/** Builds an engine beside the kiosk; how it goes comes through the panel's stream. */
export function Build({ panel, engines }: BuildProps) {
  const text = panel.text.value.engine;
  const build = panel.live.value?.engines.build ?? null;
  const precision = useSignal(engines.slots[0]?.precision ?? engines.precisions[0] ?? '');
  const labels = Object.fromEntries(engines.precisions.map((name) => [name, name.toUpperCase()]));
  return (
    <section>
      <h2>{text.build}</h2>
      <p class="soft">{text.buildLead}</p>
      {build?.state === 'running' ? (
        <Asking
          panel={panel}
          ask={() => panel.server.cancelBuild()}
          onDone={() => undefined}
          action="cancel-build"
          label={text.buildCancel}
        >
          <Progress panel={panel} build={build} />
        </Asking>
      ) : (
        <Asking
          panel={panel}
          ask={() => panel.server.buildEngine(precision.value)}
          onDone={() => undefined}
          action="build-engine"
          label={text.buildStart}
        >
          {build && <Progress panel={panel} build={build} />}
          <Choice
            legend={text.buildIn}
            name="build-precision"
            labels={labels}
            among={engines.precisions}
            chosen={precision}
          />
        </Asking>
      )}
    </section>
  );
}

function Progress({ panel, build }: { readonly panel: Panel; readonly build: EngineBuild }) {
  const text = panel.text.value.engine;
  const last = build.lines.at(-1);
  return (
    <div class="build" data-build={build.state}>
      <p role="status">{text.buildStates[build.state]}</p>
      {build.state === 'running' && (
        <progress aria-label={text.building} max={100} value={build.percent ?? undefined} />
      )}
      {last !== undefined && <p lang="en">{last}</p>}
      {build.lines.length > 1 && (
        <details>
          <summary>{text.buildSaid}</summary>
          <ul lang="en">
            {build.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
