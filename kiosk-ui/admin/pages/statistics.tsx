import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Panel } from '../panel.ts';
import type { Names, StatisticsView } from '../server.ts';
import type { StatisticsDay } from '../server-types.ts';

/** What was drawn, day by day. */
export function StatisticsPage({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value;
  const view = useSignal<StatisticsView | null>(null);
  useEffect(() => {
    void panel.server.statistics().then((answer) => {
      if (answer.ok) view.value = answer.data;
    });
  }, [panel, view]);
  if (view.value === null) return <h1>{text.pages.statistics}</h1>;
  const { days, names } = view.value;
  const most = Math.max(1, ...days.map(({ done }) => done));
  return (
    <>
      <h1>{text.pages.statistics}</h1>
      {days.length === 0 && <p class="soft">{text.records.empty}</p>}
      {days.length > 0 && (
        <table class="days">
          <thead>
            <tr>
              <th scope="col">{text.statistics.day}</th>
              <th scope="col">{text.statistics.drawings}</th>
              <th scope="col">{text.statistics.seconds}</th>
              <th scope="col">{text.statistics.orders}</th>
              <th scope="col">{text.statistics.failed}</th>
              <th scope="col">{text.statistics.cancelled}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <DayRow key={day.day} day={day} most={most} />
            ))}
          </tbody>
        </table>
      )}
      <div class="two">
        <Favourites
          panel={panel}
          title={text.statistics.products}
          names={names.products}
          counts={days.map(({ products }) => products)}
        />
        <Favourites
          panel={panel}
          title={text.statistics.styles}
          names={names.styles}
          counts={days.map(({ styles }) => styles)}
        />
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
      <td>{day.orders}</td>
      <td>{day.failed}</td>
      <td>{day.cancelled}</td>
    </tr>
  );
}

const SHOWN = 6;

interface FavouritesProps {
  readonly panel: Panel;
  readonly title: string;
  readonly names: Names;
  readonly counts: readonly Readonly<Record<string, number>>[];
}

function Favourites({ panel, title, names, counts }: FavouritesProps) {
  const sums = new Map<string, number>();
  for (const [name, count] of counts.flatMap(Object.entries<number>)) {
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  const ranked = [...sums].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
  const nameOf = (id: string) => (names[id] ? panel.say(names[id]) : id);
  if (ranked.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <dl class="facts">
        {ranked.map(([id, count]) => (
          <div key={id}>
            <dt>{nameOf(id)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
