/** The page's state: one session, the shop's range, and the only way to change them. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Language } from '../shared/language.ts';
import { pause } from '../shared/pause.ts';
import { conduct } from './conductor.ts';
import type { Server } from './server.ts';
import type { Catalogue, Chip, Product } from './server-types.ts';
import { keepSession, recallSession } from './session/keep-session.ts';
import { nextSession } from './session/next-session.ts';
import type { Session } from './session/session.ts';
import type { SessionEvent } from './session/session-event.ts';
import type { Text } from './text.ts';
import { texts } from './texts.ts';
import { chipTouched, languageTouched, surprised, written } from './wish/wishing.ts';

export interface Kiosk {
  readonly session: ReadonlySignal<Session>;
  readonly text: ReadonlySignal<Text>;
  /** Undefined until the server has told it. */
  readonly catalogue: ReadonlySignal<Catalogue | undefined>;
  /** The product of the session, as the server describes it. */
  readonly product: ReadonlySignal<Product | undefined>;
  /** The server did not answer when the page asked for its range. */
  readonly alone: ReadonlySignal<boolean>;
  send(event: SessionEvent): void;
  /** The sentence was edited. */
  write(words: string): void;
  touchChip(chip: Chip): void;
  surprise(): void;
  speak(language: Language): void;
}

const LOOK_AGAIN_MS = 1500;

/** Starts the page's work; it lasts as long as the page. */
export function openKiosk(server: Server, storage: Storage): Kiosk {
  const session = signal(recallSession(storage));
  const catalogue = signal<Catalogue | undefined>();
  const alone = signal(false);
  const send = (event: SessionEvent) => {
    session.value = nextSession(session.value, event);
  };
  effect(() => keepSession(storage, session.value));
  conduct(server, session, send);
  void findCatalogue(server, catalogue, alone);
  effect(() => {
    // A session kept through a reload may speak of a product that the shop no longer offers.
    if (catalogue.value && !offered(catalogue.value, session.value)) send({ type: 'start-over' });
  });
  return {
    session,
    catalogue,
    alone,
    send,
    ...wishes(session, catalogue, send),
    text: computed(() => texts[session.value.language]),
    product: computed(() => catalogue.value?.products.find(({ id }) => id === session.value.product)),
  };
}

/** What touches at the words mean depends on what the shop offers. */
function wishes(
  session: ReadonlySignal<Session>,
  catalogue: ReadonlySignal<Catalogue | undefined>,
  send: Kiosk['send'],
): Pick<Kiosk, 'write' | 'touchChip' | 'surprise' | 'speak'> {
  const here = (meaning: (session: Session, catalogue: Catalogue) => readonly SessionEvent[]) => {
    if (catalogue.value) meaning(session.value, catalogue.value).forEach(send);
  };
  return {
    write: (words) => here((now, offer) => [written(now, offer, words)]),
    touchChip: (chip) => here((now, offer) => [chipTouched(now, offer, chip)]),
    surprise: () => here((now, offer) => surprised(now, offer, Math.random)),
    speak: (language) => send(languageTouched(session.value, catalogue.value, language)),
  };
}

function offered({ products }: Catalogue, { product, rounds }: Session): boolean {
  const wanted = [product, ...rounds.map(({ request }) => request.product)].filter((id) => id !== undefined);
  return wanted.every((wish) => products.some(({ id }) => id === wish));
}

async function findCatalogue(
  server: Server,
  catalogue: { value: Catalogue | undefined },
  alone: { value: boolean },
): Promise<void> {
  while (!catalogue.value) {
    catalogue.value = await server.catalogue().catch(() => undefined);
    alone.value = catalogue.value === undefined;
    if (alone.value) await pause(LOOK_AGAIN_MS);
  }
}
