import { FingerprintPairs } from '../../shared/fingerprint-pairs.tsx';
import type { Kiosk } from '../kiosk.ts';

/** What a technician compares with their browser before it trusts the panel; asked for there, for minutes only. */
export function Fingerprint({ kiosk }: { readonly kiosk: Kiosk }) {
  const fingerprint = kiosk.shop.settings.value?.fingerprint;
  if (!fingerprint) return null;
  return (
    <aside class="attract-fingerprint" data-fingerprint>
      <p>{kiosk.text.value.attract.fingerprint}</p>
      <FingerprintPairs fingerprint={fingerprint} />
    </aside>
  );
}
