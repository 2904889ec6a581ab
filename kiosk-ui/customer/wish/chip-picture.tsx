import './chip-picture.css';

/** Drawn by the starter model from the chips' own words. */
const pictures: Readonly<Record<string, string>> = import.meta.glob('./pictures/*.webp', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** What the chip with this id looks like: its picture, or else a field of its colour. */
export function ChipPicture({ chip }: { readonly chip: string }) {
  const picture = pictures[`./pictures/${chip}.webp`];
  if (picture === undefined) return <span class="chip-picture" data-colour={chip} />;
  return <img class="chip-picture" src={picture} alt="" draggable={false} />;
}
