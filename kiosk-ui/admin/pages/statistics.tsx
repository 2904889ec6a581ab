import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Panel } from '../panel.ts';
import type { StatisticsDay } from '../server-types.ts';

/** What was drawn, day by day. */
export function StatisticsPage({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value;
  const days = useSignal<readonly StatisticsDay[]>([]);
  useEffect(() => {
    void panel.server.statistics().then((answer) => {
      if (answer.ok) days.value = answer.data;
    });
  }, [panel, days]);
  const most = Math.max(1, ...days.value.map(({ done }) => done));
  return (
    <>
      <h1>{text.pages.statistics}</h1>
      {days.value.length === 0 && <p class="soft">{text.records.empty}</p>}
      {days.value.length > 0 && (
        <table class="days">
          <thead>
            <tr>
              <th scope="col">{text.statistics.day}</th>
              <th scope="col">{text.statistics.drawings}</th>
              <th scope="col">{text.statistics.seconds}</th>
              <th scope="col">{text.statistics.failed}</th>
              <th scope="col">{text.statistics.cancelled}</th>
            </tr>
          </thead>
          <tbody>
            {days.value.map((day) => (
              <DayRow key={day.day} day={day} most={most} />
            ))}
          </tbody>
        </table>
      )}
      <div class="two">
        <Favourites title={text.statistics.products} counts={days.value.map(({ products }) => products)} />
        <Favourites title={text.statistics.styles} counts={days.value.map(({ styles }) => styles)} />
      </div>
    </>
  );
}

function DayRow({ day, most }: { readonly day: StatisticsDay; readonly most: number }) {
  const mean = day.done === 0 ? '–' : (day.seconds / day.done).toFixed(1);
  return (
    <tr>
      <th scope="row">{day.day}</th>
      <td class="bar" style={{ '--share': String(day.done / most) }}>
        {day.done}
      </td>
      <td>{mean}</td>
      <td>{day.failed}</td>
      <td>{day.cancelled}</td>
    </tr>
  );
}

const SHOWN = 6;

function Favourites(props: {
  readonly title: string;
  readonly counts: readonly Readonly<Record<string, number>>[];
}) {
  const sums = new Map<string, number>();
  for (const [name, count] of props.counts.flatMap(Object.entries<number>)) {
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  const ranked = [...sums].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
  if (ranked.length === 0) return null;
  return (
    <section>
      <h2>{props.title}</h2>
      <dl class="facts">
        {ranked.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
