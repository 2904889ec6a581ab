import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Asking } from '../form.tsx';
import type { Panel } from '../panel.ts';
import type { TlsView } from '../server-types.ts';
import { Fingerprint } from './fingerprint.tsx';

/** HTTPS of the panel: whether, and how a device comes to trust it. */
export function Tls({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value.tls;
  const view = useSignal<TlsView | null>(null);
  useEffect(() => {
    void panel.server.tls().then((answer) => {
      if (answer.ok) view.value = answer.data;
    });
  }, []);
  if (view.value === null) return null;
  const { on, authority, certificate } = view.value;
  const day = (at: string) => at.slice(0, 10);
  return (
    <section data-section="tls">
      <h2>{text.title}</h2>
      <p class="soft">{text.lead}</p>
      {authority && certificate && (
        <Fingerprint
          panel={panel}
          fingerprint={authority.fingerprint}
          until={text.until(day(authority.until), day(certificate.until))}
        />
      )}
      <Asking
        panel={panel}
        ask={() => panel.server.turnTls(!on)}
        onDone={(now) => location.replace(otherAddress(now.on))}
        action={on ? 'tls-off' : 'tls-on'}
        label={on ? text.turnOff : text.turnOn}
      >
        <p>{on ? text.isOn : text.isOff}</p>
        <p class="soft">{on ? text.offLead : text.onLead}</p>
      </Asking>
    </section>
  );
}

/** Where the panel is from now on. */
function otherAddress(on: boolean): string {
  return `${on ? 'https' : 'http'}://${location.host}/`;
}
