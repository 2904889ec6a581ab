import { Tools } from '../frame.tsx';
import type { Panel } from '../panel.ts';
import { SettingsForm } from './settings-form.tsx';

/** The second half of the first-run wizard: the shop. */
export function IntroducePage({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value.setUp;
  const settings = panel.live.value?.settings;
  const finish = () => {
    panel.introducing.value = false;
  };
  return (
    <div class="door">
      <header>
        <div class="brand">
          <b>Motif</b>
        </div>
        <Tools panel={panel} />
      </header>
      <main>
        <h1>{text.shopTitle}</h1>
        <p>{text.shopLead}</p>
        {settings && <SettingsForm panel={panel} settings={settings} label={text.finish} onSaved={finish} />}
        <button type="button" class="link" data-action="later" onClick={finish}>
          {text.later}
        </button>
      </main>
    </div>
  );
}
