import { useEffect, useRef, useState } from 'preact/hooks';
import type { Kiosk } from '../kiosk.ts';
import { eases } from '../session/ease.ts';
import './ease.css';

/** Opens the three things that make the page easier to reach and to read; a touch on anything else closes them. */
export function EaseButton({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.ease;
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const closeOutside = ({ target }: Event) => {
      if (!(target instanceof Node && menu.current?.contains(target))) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [open]);
  return (
    <div class="ease" ref={menu}>
      <button
        type="button"
        class="plain language"
        data-action="ease"
        aria-expanded={open}
        aria-label={text.open}
        onClick={() => setOpen(!open)}
      >
        <EaseIcon />
      </button>
      {open && (
        <div class="ease-menu">
          {eases.map((ease) => (
            <button
              type="button"
              class="chip"
              key={ease}
              data-ease={ease}
              aria-pressed={kiosk.session.value.eases.includes(ease)}
              onClick={() => kiosk.send({ type: 'ease', ease })}
            >
              {text.eases[ease]}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function EaseIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class="ease-icon">
      <circle cx="12" cy="4.200" r="2" fill="currentColor" />
      <path
        d="M4 8.500c5 1.300 11 1.300 16 0M12 9.500v5m0 0-3.200 6.500M12 14.500l3.200 6.500"
        fill="none"
        stroke="currentColor"
        stroke-width="1.800"
        stroke-linecap="round"
      />
    </svg>
  );
}
