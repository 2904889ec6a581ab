import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { clock } from '../clock.ts';
import type { Panel } from '../panel.ts';
import type { AuditEntry } from '../server-types.ts';

/** What the machine wrote down: its log, and who did what. */
export function RecordsPage({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value.records;
  const lines = useSignal<readonly string[]>([]);
  const acts = useSignal<readonly AuditEntry[]>([]);
  const load = async () => {
    const [log, audit] = await Promise.all([panel.server.log(), panel.server.audit()]);
    if (log.ok) lines.value = log.data.toReversed();
    if (audit.ok) acts.value = audit.data;
  };
  useEffect(() => void load(), []);
  return (
    <>
      <h1>{panel.text.value.pages.records}</h1>
      <p class="soft">{text.bundleLead}</p>
      <div class="submit">
        <a class="second" href="/api/support-bundle" download>
          {text.bundle}
        </a>
        <a class="second" href="/api/log/file" download>
          {text.downloadLog}
        </a>
        <button type="button" class="second" data-action="reload" onClick={() => void load()}>
          {text.reload}
        </button>
      </div>
      <section>
        <h2>{text.auditTitle}</h2>
        {acts.value.length === 0 && <p class="soft">{text.empty}</p>}
        <ul class="lines">
          {acts.value.map((entry) => (
            <Act key={`${entry.at} ${entry.act}`} panel={panel} entry={entry} />
          ))}
        </ul>
      </section>
      <section>
        <h2>{text.logTitle}</h2>
        {lines.value.length === 0 && <p class="soft">{text.empty}</p>}
        <ul class="lines">
          {lines.value.map((line, index) => (
            <LogLine key={`${lines.value.length - index}`} panel={panel} line={line} />
          ))}
        </ul>
      </section>
    </>
  );
}

function Act({ panel, entry }: { readonly panel: Panel; readonly entry: AuditEntry }) {
  const { records, roles } = panel.text.value;
  const who = entry.role === null ? records.nobody : roles[entry.role];
  return (
    <li>
      <time dateTime={entry.at}>{clock(panel, entry.at)}</time>
      <b>{who}</b>
      <span>
        {records.acts[entry.act] ?? entry.act} {/^(order|engine)-/.test(entry.act) && entry.about}
      </span>
      <small>{entry.address}</small>
    </li>
  );
}

/** Severities of pino: 40 warns, 50 and above are errors. */
function LogLine({ panel, line }: { readonly panel: Panel; readonly line: string }) {
  const { time, level, message, rest } = parse(line);
  return (
    <li data-level={level >= 50 ? 'bad' : level >= 40 ? 'notice' : undefined}>
      <time>{time === null ? '' : clock(panel, time)}</time>
      <b>{message}</b>
      <small>{rest}</small>
    </li>
  );
}

function parse(line: string) {
  try {
    const { time, level, msg, pid: _, ...facts } = JSON.parse(line) as Record<string, unknown>;
    return {
      time: typeof time === 'number' ? time : null,
      level: typeof level === 'number' ? level : 30,
      message: typeof msg === 'string' ? msg : '',
      rest: Object.keys(facts).length === 0 ? '' : JSON.stringify(facts),
    };
  } catch {
    return { time: null, level: 30, message: line, rest: '' };
  }
}
