import type { ComponentChildren } from 'preact';
import { Seal } from '../shared/seal.tsx';
import { type PageName, pagesOf, type Theme } from './choices.ts';
import type { Panel } from './panel.ts';
import type { Role } from './server-types.ts';

export interface FrameProps {
  readonly panel: Panel;
  readonly role: Role;
  readonly page: PageName;
  readonly children: ComponentChildren;
}

/** What every page shares: the shop, the way around, who is here. */
export function Frame({ panel, role, page, children }: FrameProps) {
  const text = panel.text.value;
  const shop = panel.live.value?.settings.shopName;
  const name = shop && panel.say(shop);
  const waiting = panel.live.value?.orders.waiting ?? 0;
  return (
    <div class="panel">
      <header>
        <div class="brand">
          <Seal />
          <b>{name || 'Motif'}</b>
          <span>{text.title}</span>
        </div>
        <Tools panel={panel} />
        <button type="button" class="quiet" data-action="sign-out" onClick={() => void panel.leave()}>
          {text.signOut}
        </button>
      </header>
      <nav aria-label={text.title}>
        {pagesOf[role].map((target) => (
          <a key={target} href={`#${target}`} aria-current={target === page ? 'page' : undefined}>
            {text.pages[target]}
            {target === 'orders' && waiting > 0 && <span class="count">{waiting}</span>}
          </a>
        ))}
      </nav>
      <main>
        {panel.lost.value && (
          <p class="banner" role="alert">
            {text.stale}
          </p>
        )}
        {children}
      </main>
    </div>
  );
}

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };

/** Language and light; also where nobody is signed in. */
export function Tools({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value;
  const switchLanguage = () => {
    panel.language.value = panel.language.value === 'zh' ? 'en' : 'zh';
  };
  const switchTheme = () => {
    panel.theme.value = nextTheme[panel.theme.value];
  };
  return (
    <div class="tools">
      <button
        type="button"
        class="quiet"
        data-action="theme"
        onClick={switchTheme}
        title={text.theme[panel.theme.value]}
      >
        <span class="sun" aria-hidden="true" />
        <span class="for-ears">{text.theme[panel.theme.value]}</span>
      </button>
      <button type="button" class="quiet" data-action="language" onClick={switchLanguage}>
        {text.otherLanguage}
      </button>
    </div>
  );
}
