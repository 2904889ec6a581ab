import type { Panel } from '../panel.ts';
import type { StatisticsDay } from '../server-types.ts';
import { sums } from './counts.ts';
import { screens } from './screens.ts';

/** How many visits reach each screen, and how many end there. */
export function Journey({ panel, days }: { readonly panel: Panel; readonly days: readonly StatisticsDay[] }) {
  const text = panel.text.value.statistics;
  const reached = sums(days.map((day) => day.reached));
  const left = sums(days.map((day) => day.left));
  const all = reached.get('product') ?? 0;
  return (
    <section>
      <h2>{text.journey}</h2>
      <p class="soft">{all === 0 ? text.noJourney : text.journeyLead}</p>
      {all > 0 && (
        <ol class="bars journey">
          {screens.map((screen) => {
            const share = (reached.get(screen) ?? 0) / all;
            return (
              <li key={screen} data-screen={screen} style={{ '--share': String(Math.min(1, share)) }}>
                <span>{text.screens[screen]}</span>
                <span>
                  {text.reached(reached.get(screen) ?? 0, `${Math.round(100 * share)} %`)}
                  {screen !== 'ticket' && <small>{text.leftHere(left.get(screen) ?? 0)}</small>}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
