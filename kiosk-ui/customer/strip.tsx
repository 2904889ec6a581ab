import type { Kiosk } from './kiosk.ts';
import './strip.css';

/** One calm line while something in the shop is not as usual; it comes and goes by itself. */
export function Strip({ kiosk }: { readonly kiosk: Kiosk }) {
  const news = newsOf(kiosk);
  return (
    <p class="strip" role="status" data-strip={news?.kind}>
      {news?.sentence}
    </p>
  );
}

interface News {
  readonly kind: 'gone' | 'paused' | 'printer';
  readonly sentence: string;
}

/** What customers should know now, the gravest only; undefined when all is well. */
export function newsOf({ shop, session, text }: Kiosk): News | undefined {
  const { language, screen } = session.value;
  const settings = shop.settings.value;
  // The drawing screen says it in its own place.
  if (screen === 'drawing') return undefined;
  if (shop.away.value) return { kind: 'gone', sentence: text.value.trouble.gone };
  if (settings?.pause) {
    return { kind: 'paused', sentence: settings.pause[language] || text.value.trouble.paused };
  }
  const printer = settings?.printerTrouble;
  return printer ? { kind: 'printer', sentence: printer[language] } : undefined;
}
