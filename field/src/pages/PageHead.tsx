import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface PageHeadProps {
  title: string;
  /** One line above the title: where we are. */
  caption?: string;
  children?: ComponentChildren;
}

/** The page's title. It takes the focus when the page appears, so that it is read aloud first. */
export function PageHead({ title, caption, children }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="page-head">
      {caption ? <p class="caption">{caption}</p> : null}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
