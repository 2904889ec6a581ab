import { useEffect, useState } from 'preact/hooks';
import type { Kiosk } from '../kiosk.ts';
import { Heading } from './heading.tsx';
import './ticket.css';

/** Long enough to find a pen or take a photograph. */
const STAY_SECONDS = 60;

/** The order is placed: the code, the slip, and what happens next. Goes back to the start by itself. */
export function TicketScreen({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.ticket;
  const { order, language } = kiosk.session.value;
  const done = () =>
    kiosk.send({ type: 'ticket-done', language: kiosk.shop.settings.value?.language ?? language });
  const [left, extend] = useCountdown(STAY_SECONDS, done);
  if (order?.phase !== 'placed') return null;
  const { code, ticketUrl } = order.ticket;
  const printer = kiosk.shop.settings.value?.printerTrouble?.[language];
  return (
    <section class="screen ticket-screen">
      <Heading step={text.step} title={text.title} lead={printer ?? text.lead} />
      <div class="ticket-code">
        <p>{text.code}</p>
        <strong data-code={code}>{[...code].join(' ')}</strong>
        <p>{text.next}</p>
      </div>
      <img class="slip" src={ticketUrl} alt={text.slip} draggable={false} />
      <div class="actions">
        <button type="button" class="secondary" data-action="stay" onClick={extend}>
          {text.stay(left)}
        </button>
        <button type="button" class="primary" data-action="done" onClick={done}>
          {text.done}
        </button>
      </div>
    </section>
  );
}

/** Seconds left, and how to begin counting anew. */
function useCountdown(seconds: number, onEnd: () => void): readonly [number, () => void] {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left <= 0) return onEnd();
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, () => setLeft(seconds)];
}
