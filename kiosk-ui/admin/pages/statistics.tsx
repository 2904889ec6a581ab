import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Panel } from '../panel.ts';
import type { StatisticsView } from '../server.ts';
import type { StatisticsDay } from '../server-types.ts';
import { Chart } from '../statistics/chart.tsx';
import { calendarOf } from '../statistics/counts.ts';
import { Favourites } from '../statistics/favourites.tsx';
import { Journey } from '../statistics/journey.tsx';

/** What was drawn and ordered, how far visitors come, and what they like. */
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
  const calendar = calendarOf(days);
  const of = (value: (day: StatisticsDay) => number | null, none: number | null) =>
    calendar.days.map((day) => (day ? value(day) : none));
  const most = Math.max(1, ...days.map(({ done }) => done));
  return (
    <>
      <h1>{text.pages.statistics}</h1>
      {days.length === 0 && <p class="soft">{text.records.empty}</p>}
      {days.length > 0 && (
        <div class="charts">
          <Chart
            panel={panel}
            title={text.statistics.drawings}
            calendar={calendar}
            kind="bars"
            values={of(({ done }) => done, 0)}
          />
          <Chart
            panel={panel}
            title={text.statistics.orders}
            calendar={calendar}
            kind="bars"
            values={of(({ orders }) => orders, 0)}
          />
          <Chart
            panel={panel}
            title={text.statistics.seconds}
            calendar={calendar}
            kind="line"
            values={of(({ done, seconds }) => (done === 0 ? null : seconds / done), null)}
          />
        </div>
      )}
      {days.length > 0 && <Journey panel={panel} days={days} />}
      <div class="two">
        <Favourites
          panel={panel}
          title={text.statistics.chips}
          names={names.chips}
          counts={days.map(({ chips }) => chips)}
        />
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
      {days.length > 0 && <h2>{text.statistics.perDay}</h2>}
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
