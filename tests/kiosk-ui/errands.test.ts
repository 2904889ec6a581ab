import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { runErrands } from '../../kiosk-ui/customer/errands.ts';
import type { Screen } from '../../kiosk-ui/shared/journey.ts';

const PICTURE = new Blob(['picture']);

function page(screen: Screen) {
  const settings = signal<{ errands: { reload: number; picture: number } } | undefined>(undefined);
  const session = signal({ screen });
  const reload = vi.fn();
  const hand = vi.fn(async () => undefined);
  const takePicture = vi.fn(async () => PICTURE);
  runErrands({ settings, session, reload, takePicture, hand });
  const ask = (reload: number, picture: number) => {
    settings.value = { errands: { reload, picture } };
  };
  return { ask, session, reload, hand, takePicture };
}

describe('the page', () => {
  it('loads anew when it is asked to, but not for what was asked of the page before it', () => {
    const { ask, reload } = page('describe');
    ask(5, 0);
    ask(0, 0);
    expect(reload).not.toHaveBeenCalled();
    ask(6, 0);
    ask(6, 0);
    expect(reload).toHaveBeenCalledOnce();
  });

  it('shows itself while nobody is there', async () => {
    const { ask, hand } = page('attract');
    ask(0, 7);
    await expect.poll(() => hand.mock.calls).toEqual([[7, PICTURE]]);
  });

  it('shows nothing of a customer, nor of one who comes while the picture is made', async () => {
    const there = page('describe');
    there.ask(0, 7);
    await expect.poll(() => there.hand.mock.calls).toEqual([[7, null]]);
    expect(there.takePicture).not.toHaveBeenCalled();

    const comes = page('attract');
    comes.takePicture.mockImplementation(async () => {
      comes.session.value = { screen: 'product' };
      return PICTURE;
    });
    comes.ask(0, 8);
    await expect.poll(() => comes.hand.mock.calls).toEqual([[8, null]]);
  });
});
