import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Panel } from '../panel.ts';
import type { Answer } from '../server.ts';
import type { BoardOrder, ShownDesign } from '../server-types.ts';

/** Which designs the attract screen shows; staff approve each. */
export function ShowPage({ panel }: { readonly panel: Panel }) {
  const { show: text, pages } = panel.text.value;
  const shown = useSignal<readonly ShownDesign[] | null>(null);
  const orders = useSignal<readonly BoardOrder[]>([]);
  const said = useSignal('');
  const revision = panel.live.value?.orders.revision;
  const take = async (asking: Promise<Answer<readonly ShownDesign[]>>) => {
    const answer = await asking;
    said.value = answer.ok ? '' : panel.say(answer.message);
    if (answer.ok) shown.value = answer.data;
  };
  useEffect(() => void take(panel.server.shown()), [panel]);
  useEffect(() => {
    void panel.server.orders().then((answer) => {
      if (answer.ok) orders.value = answer.data;
    });
  }, [panel, revision]);
  const names = (shown.value ?? []).map(({ url }) => nameIn(url));
  const candidates = orders.value.filter(
    ({ state, code }) =>
      state !== 'cancelled' && !names.some((name) => name.endsWith(`-${code.toLowerCase()}.png`)),
  );
  return (
    <>
      <h1>{pages.show}</h1>
      <p class="soft">{text.lead}</p>
      {said.value !== '' && (
        <p class="banner" role="alert">
          {said.value}
        </p>
      )}
      <section>
        <h2>{text.shown}</h2>
        {names.length === 0 && shown.value !== null && <p class="soft">{text.noneShown}</p>}
        <ul class="designs">
          {names.map((name) => (
            <li key={name} data-shown={name}>
              <img src={`/api/show/${name}`} alt={text.picture(name.replace(/-[^-]*$/, ''))} loading="lazy" />
              <button
                type="button"
                class="second"
                data-action="hide"
                onClick={() => void take(panel.server.hide(name))}
              >
                {text.hide}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{text.candidates}</h2>
        {candidates.length === 0 && <p class="soft">{text.noCandidates}</p>}
        <ul class="designs">
          {candidates.map(({ code, productName }) => (
            <li key={code} data-candidate={code}>
              <img
                src={`/api/orders/${code}/picture`}
                alt={text.picture(panel.say(productName))}
                loading="lazy"
              />
              <button
                type="button"
                class="second"
                data-action="show"
                onClick={() => void take(panel.server.show(code))}
              >
                {text.show(code)}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

const nameIn = (url: string) => url.split('/').at(-1) ?? '';
