import { useEffect, useState } from 'preact/hooks';

/** The picture once it has loaded; until a new one has, the one before. */
export function usePicture(address: string | undefined): HTMLImageElement | undefined {
  const [loaded, setLoaded] = useState<HTMLImageElement>();
  useEffect(() => {
    if (address === undefined) return setLoaded(undefined);
    let wanted = true;
    const image = new Image();
    image.onload = () => wanted && setLoaded(image);
    image.src = address;
    return () => {
      wanted = false;
    };
  }, [address]);
  return loaded;
}
