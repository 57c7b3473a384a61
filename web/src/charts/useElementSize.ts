// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState, type RefObject } from "react";

const UNKNOWN = { width: 0, height: 0 };

/** The size of an element's content in whole pixels; 0 before the first layout. */
export function useElementSize(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState(UNKNOWN);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

export function useElementWidth(element: RefObject<HTMLElement | null>): number {
  return useElementSize(element).width;
}
