import { useSignal } from '@preact/signals';
import { Asking, Field } from '../form.tsx';
import { Remote } from '../kiosk/remote.tsx';
import type { Panel } from '../panel.ts';
import type { HealthItem } from '../server-types.ts';

/** How the machine is, in sentences, and the switch that closes the kiosk for a while. */
export function HealthPage({ panel }: { readonly panel: Panel }) {
  const live = panel.live.value;
  const text = panel.text.value.health;
  const session = panel.session.value;
  if (!live) return null;
  const worst = live.health[0]?.level ?? 'good';
  const title = { good: text.wellTitle, notice: text.noticeTitle, bad: text.badTitle }[worst];
  return (
    <>
      <h1>{title}</h1>
      <p class="soft">{text.uptime((live.facts.uptimeSeconds / 3600).toFixed(1))}</p>
      <ul class="health">
        {live.health.map((item) => (
          <HealthLine key={item.id} panel={panel} item={item} />
        ))}
      </ul>
      <section>
        <h2>{text.pauseTitle}</h2>
        {live.settings.pause ? <Paused panel={panel} /> : <Pause panel={panel} />}
      </section>
      {session?.state === 'signed-in' && session.role === 'technician' && <Remote panel={panel} />}
    </>
  );
}

function HealthLine({ panel, item }: { readonly panel: Panel; readonly item: HealthItem }) {
  return (
    <li data-level={item.level} data-item={item.id}>
      <span class="level">{panel.text.value.health.levels[item.level]}</span>
      <div>
        <p>{panel.say(item.text)}</p>
        {item.remedy && <p class="remedy">{panel.say(item.remedy)}</p>}
      </div>
    </li>
  );
}

function Pause({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value.health;
  const zh = useSignal('马上回来');
  const en = useSignal('Back soon');
  return (
    <Asking
      panel={panel}
      ask={() => panel.server.pause({ zh: zh.value, en: en.value })}
      onDone={(settings) => panel.took(settings)}
      action="pause"
      label={text.pause}
    >
      <p class="soft">{text.pauseLead}</p>
      <div class="two">
        <Field label={text.messageZh} name="pause-zh" value={zh} longest={120} />
        <Field label={text.messageEn} name="pause-en" value={en} longest={120} />
      </div>
    </Asking>
  );
}

function Paused({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value.health;
  const message = panel.live.value?.settings.pause;
  return (
    <Asking
      panel={panel}
      ask={() => panel.server.pause(null)}
      onDone={(settings) => panel.took(settings)}
      action="reopen"
      label={text.reopen}
    >
      <p>{text.pausedNow}</p>
      <blockquote>
        <p lang="zh-CN">{message?.zh}</p>
        <p lang="en">{message?.en}</p>
      </blockquote>
    </Asking>
  );
}
