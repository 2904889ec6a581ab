import { useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { languageTag } from '../shared/language.ts';
import { type PageName, pagesOf } from './choices.ts';
import { Frame } from './frame.tsx';
import { Door } from './pages/door.tsx';
import { EnginePage } from './pages/engine.tsx';
import { HealthPage } from './pages/health.tsx';
import { IntroducePage } from './pages/introduce.tsx';
import { OrdersPage } from './pages/orders.tsx';
import { RangePage } from './pages/range.tsx';
import { RecordsPage } from './pages/records.tsx';
import { SettingsPage } from './pages/settings.tsx';
import { ShowPage } from './pages/show.tsx';
import { StatisticsPage } from './pages/statistics.tsx';
import { WordRulesPage } from './pages/word-rules.tsx';
import type { Panel } from './panel.ts';

const pageOf: Readonly<Record<PageName, ComponentType<{ readonly panel: Panel }>>> = {
  orders: OrdersPage,
  show: ShowPage,
  health: HealthPage,
  statistics: StatisticsPage,
  range: RangePage,
  words: WordRulesPage,
  settings: SettingsPage,
  engine: EnginePage,
  records: RecordsPage,
};

/** The admin panel. */
export function App({ panel }: { readonly panel: Panel }) {
  useSignalEffect(() => {
    const root = document.documentElement;
    root.lang = languageTag[panel.language.value];
    root.dataset.theme = panel.theme.value;
  });
  const session = panel.session.value;
  if (session === null) return <Waiting panel={panel} />;
  if (session.state !== 'signed-in') return <Door panel={panel} />;
  if (panel.live.value === null) return <Waiting panel={panel} />;
  if (panel.introducing.value) return <IntroducePage panel={panel} />;
  const allowed = pagesOf[session.role];
  const page = allowed.includes(panel.page.value) ? panel.page.value : 'health';
  const Shown = pageOf[page];
  return (
    <Frame panel={panel} role={session.role} page={page}>
      <Shown panel={panel} />
    </Frame>
  );
}

function Waiting({ panel }: { readonly panel: Panel }) {
  return (
    <main class="waiting">
      <h1>Motif</h1>
      <p role="status">{panel.text.value.connecting}</p>
    </main>
  );
}
