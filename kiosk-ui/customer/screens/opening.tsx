import { Seal } from '../../shared/seal.tsx';
import { LanguageButton } from '../frame.tsx';
import type { Kiosk } from '../kiosk.ts';
import './opening.css';

/** Shown until the server has told what the shop offers; it goes away by itself. */
export function OpeningScreen({ kiosk }: { readonly kiosk: Kiosk }) {
  const { trouble } = kiosk.text.value;
  return (
    <div class="opening">
      <Seal className="opening-seal" />
      <h1 lang="en">Motif</h1>
      <p role="status">{kiosk.alone.value ? trouble.openingGone : trouble.opening}</p>
      <LanguageButton kiosk={kiosk} />
    </div>
  );
}
