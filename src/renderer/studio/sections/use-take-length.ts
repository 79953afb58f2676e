import { useEffect, useState } from 'react';
import { useActions } from '../context';

/** Milliseconds; undefined until it is known. */
export const useTakeLength = (id: string): number | undefined => {
  const { takeLength } = useActions();
  const [known, setKnown] = useState<{ id: string; length: number | undefined }>();
  useEffect(() => {
    let current = true;
    void takeLength(id).then((length) => current && setKnown({ id, length }));
    return () => {
      current = false;
    };
  }, [id, takeLength]);
  return known?.id === id ? known.length : undefined;
};
