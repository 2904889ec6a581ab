import type { Panel } from '../panel.ts';
import type { Names } from '../server.ts';
import { ranked } from './counts.ts';

const SHOWN = 8;

export interface FavouritesProps {
  readonly panel: Panel;
  readonly title: string;
  readonly names: Names;
  readonly counts: readonly Readonly<Record<string, number>>[];
}

/** What customers like most, the most liked first. */
export function Favourites({ panel, title, names, counts }: FavouritesProps) {
  const rows = ranked(counts, SHOWN);
  const most = rows[0]?.[1] ?? 0;
  if (most === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ol class="bars">
        {rows.map(([id, count]) => (
          <li key={id} data-favourite={id} style={{ '--share': String(count / most) }}>
            <span>{names[id] ? panel.say(names[id]) : id}</span>
            <span>{count}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
