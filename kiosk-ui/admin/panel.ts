import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Bilingual, Language } from '../shared/language.ts';
import { type PageName, pages, type Theme } from './choices.ts';
import type { Answer, Server } from './server.ts';
import type { Live, SessionView, Settings } from './server-types.ts';
import type { Text } from './text.ts';
import { texts } from './texts.ts';

/** All of the panel's state, and what a person can do with it. */
export interface Panel {
  readonly server: Server;
  readonly language: Signal<Language>;
  readonly theme: Signal<Theme>;
  readonly text: ReadonlySignal<Text>;
  /** Null until the server has answered. */
  readonly session: Signal<SessionView | null>;
  /** Null until the stream has told the first time. */
  readonly live: Signal<Live | null>;
  /** The stream is broken; what is shown may be old. */
  readonly lost: Signal<boolean>;
  readonly page: Signal<PageName>;
  /** The last stage of the first-run wizard is still to be done. */
  readonly introducing: Signal<boolean>;
  begin(): Promise<void>;
  enter(answer: Answer<SessionView>): void;
  leave(): Promise<void>;
  /** The session was ended in another way. */
  signedOut(): void;
  took(settings: Settings): void;
  /** One of two texts, in the language of the panel. */
  say(words: Bilingual): string;
}

/** @param memory keeps language and theme between visits */
export function openPanel(server: Server, memory: Storage): Panel {
  const language = remembered(memory, 'motif-language', ['zh', 'en'], preferred());
  const theme = remembered<Theme>(memory, 'motif-theme', ['auto', 'light', 'dark'], 'auto');
  const session = signal<SessionView | null>(null);
  const live = signal<Live | null>(null);
  const lost = signal(false);
  const page = signal<PageName>(pageInAddress());
  let stopLive: () => void = () => undefined;
  addEventListener('hashchange', () => {
    page.value = pageInAddress();
  });

  const settle = (view: SessionView) => {
    session.value = view;
    stopLive();
    if (view.state !== 'signed-in') {
      live.value = null;
      return;
    }
    stopLive = server.live(
      (news) => {
        lost.value = false;
        live.value = news;
      },
      () => {
        lost.value = true;
        void check();
      },
    );
  };
  /** A stream that ends may mean that the session has. */
  const check = async () => {
    const answer = await server.session();
    if (answer.ok && answer.data.state !== 'signed-in') settle(answer.data);
  };

  return {
    server,
    language,
    theme,
    text: computed(() => texts[language.value]),
    session,
    live,
    lost,
    page,
    introducing: signal(false),
    async begin() {
      const answer = await server.session();
      lost.value = !answer.ok;
      if (answer.ok) settle(answer.data);
      else setTimeout(() => void this.begin(), 2000);
    },
    enter(answer) {
      if (answer.ok) settle(answer.data);
    },
    async leave() {
      const answer = await server.signOut();
      settle(answer.ok ? answer.data : { state: 'signed-out' });
    },
    signedOut: () => settle({ state: 'signed-out' }),
    took(settings) {
      if (live.value) live.value = { ...live.value, settings };
    },
    say: (words) => words[language.value],
  };
}

function pageInAddress(): PageName {
  return pages.find((name) => `#${name}` === location.hash) ?? 'health';
}

function preferred(): Language {
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

function remembered<T extends string>(
  memory: Storage,
  key: string,
  known: readonly T[],
  otherwise: T,
): Signal<T> {
  const kept = signal(known.find((value) => value === memory.getItem(key)) ?? otherwise);
  kept.subscribe((value) => memory.setItem(key, value));
  return kept;
}
