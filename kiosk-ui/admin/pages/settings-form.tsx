import { useSignal } from '@preact/signals';
import type { Language } from '../../shared/language.ts';
import { Asking, Choice, Field } from '../form.tsx';
import type { Panel } from '../panel.ts';
import type { Settings } from '../server-types.ts';

const kinds = ['designs', 'orders', 'logs', 'statistics'] as const;
const languages: readonly Language[] = ['zh', 'en'];

export interface SettingsFormProps {
  readonly panel: Panel;
  readonly settings: Settings;
  readonly label: string;
  readonly onSaved: () => void;
}

/** What a shop decides about its kiosk. Filled once: the stream must not overwrite what is being typed. */
export function SettingsForm({ panel, settings, label, onSaved }: SettingsFormProps) {
  const text = panel.text.value.settings;
  const nameZh = useSignal(settings.shopName.zh);
  const nameEn = useSignal(settings.shopName.en);
  const language = useSignal(settings.language);
  const inches = useSignal(String(settings.screenInches));
  const idle = useSignal(String(settings.idleSeconds));
  const release = useSignal(settings.staffRelease);
  const printer = useSignal(settings.printer ?? '');
  const keep = {
    designs: useSignal(String(settings.retention.designs)),
    orders: useSignal(String(settings.retention.orders)),
    logs: useSignal(String(settings.retention.logs)),
    statistics: useSignal(String(settings.retention.statistics)),
  };
  const chosen = (): Settings => ({
    shopName: { zh: nameZh.value, en: nameEn.value },
    language: language.value,
    screenInches: Number(inches.value),
    idleSeconds: Number(idle.value),
    staffRelease: release.value,
    printer: printer.value.trim() || null,
    retention: {
      designs: Number(keep.designs.value),
      orders: Number(keep.orders.value),
      logs: Number(keep.logs.value),
      statistics: Number(keep.statistics.value),
    },
    pause: panel.live.value?.settings.pause ?? settings.pause,
  });
  return (
    <Asking
      panel={panel}
      ask={() => panel.server.saveSettings(chosen())}
      onDone={(saved) => {
        panel.took(saved);
        onSaved();
      }}
      action="save-settings"
      label={label}
      done={panel.text.value.saved}
    >
      <Field label={text.shopNameZh} name="shop-zh" value={nameZh} longest={40} />
      <Field label={text.shopNameEn} name="shop-en" value={nameEn} longest={40} />
      <Choice
        legend={text.language}
        name="language"
        labels={text.languages}
        among={languages}
        chosen={language}
      />
      <Field label={text.screenInches} name="inches" type="number" value={inches} required />
      <Field label={text.printer} hint={text.printerHint} name="printer" value={printer} longest={200} />
      <Field label={text.idleSeconds} name="idle" type="number" value={idle} required />
      <fieldset class="keep">
        <legend>{text.keep}</legend>
        <div class="two">
          {kinds.map((kind) => (
            <Field
              key={kind}
              label={text.keepDays[kind]}
              name={`keep-${kind}`}
              type="number"
              value={keep[kind]}
              required
            />
          ))}
        </div>
      </fieldset>
      <label class="check">
        <input
          type="checkbox"
          name="release"
          checked={release.value}
          onChange={({ currentTarget }) => {
            release.value = currentTarget.checked;
          }}
        />
        {text.staffRelease}
      </label>
    </Asking>
  );
}
