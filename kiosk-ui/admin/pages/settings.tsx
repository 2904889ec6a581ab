import { useSignal } from '@preact/signals';
import { Asking } from '../form.tsx';
import type { Panel } from '../panel.ts';
import { Tls } from '../tls/tls.tsx';
import { PasswordForm } from './password-form.tsx';
import { SettingsForm } from './settings-form.tsx';

/** The shop's choices, their backup, and the token for metrics. */
export function SettingsPage({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value;
  const settings = panel.live.value?.settings;
  if (!settings) return null;
  return (
    <>
      <h1>{text.pages.settings}</h1>
      <SettingsForm panel={panel} settings={settings} label={text.save} onSaved={() => undefined} />
      <Backup panel={panel} />
      <PasswordForm panel={panel} />
      <Tls panel={panel} />
      <Metrics panel={panel} />
    </>
  );
}

function Backup({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value.settings;
  const said = useSignal('');
  const restore = async (file: File | undefined) => {
    if (!file) return;
    said.value = text.restoring;
    const answer = await panel.server.restore(file);
    said.value = answer.ok ? text.restored : panel.say(answer.message);
  };
  return (
    <section>
      <h2>{text.backupTitle}</h2>
      <p class="soft">{text.backupLead}</p>
      <div class="submit">
        <a class="second" href="/api/backup" download>
          {text.download}
        </a>
        <label class="second">
          {text.restore}
          <input
            type="file"
            name="backup"
            accept=".tar,application/x-tar"
            class="for-ears"
            onChange={({ currentTarget }) => void restore(currentTarget.files?.[0])}
          />
        </label>
        <p role="status">{said.value}</p>
      </div>
    </section>
  );
}

function Metrics({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value.settings;
  const token = useSignal('');
  return (
    <section>
      <h2>{text.metricsTitle}</h2>
      <Asking
        panel={panel}
        ask={() => panel.server.newMetricsToken()}
        onDone={(made) => {
          token.value = made.token;
        }}
        action="metrics-token"
        label={text.newToken}
      >
        <p class="soft">{text.metricsLead}</p>
        {token.value !== '' && (
          <p>
            {text.token} <code>{token.value}</code>
          </p>
        )}
      </Asking>
    </section>
  );
}
