import { useSignal } from '@preact/signals';
import { FingerprintPairs } from '../../shared/fingerprint-pairs.tsx';
import type { Panel } from '../panel.ts';
import './tls.css';

export interface FingerprintProps {
  readonly panel: Panel;
  /** Pairs of hexadecimal digits with colons between. */
  readonly fingerprint: string;
  readonly until: string;
}

/** What is compared with the kiosk's screen before a device trusts this machine. */
export function Fingerprint({ panel, fingerprint, until }: FingerprintProps) {
  const text = panel.text.value.tls;
  const session = panel.session.value;
  const said = useSignal('');
  const show = async () => {
    const answer = await panel.server.showFingerprint();
    said.value = answer.ok ? text.shown : panel.say(answer.message);
  };
  return (
    <>
      <figure class="fingerprint">
        <figcaption>{text.fingerprint}</figcaption>
        <FingerprintPairs fingerprint={fingerprint} />
      </figure>
      <p class="soft">{until}</p>
      <p>{text.compare}</p>
      <div class="submit">
        <a class="second" href="/api/tls/authority" download>
          {text.download}
        </a>
        {session?.state === 'signed-in' && session.role === 'technician' && (
          <button type="button" class="second" data-action="tls-show" onClick={() => void show()}>
            {text.show}
          </button>
        )}
        <p role="status">{said.value}</p>
      </div>
      <p class="soft">{text.trust}</p>
    </>
  );
}
