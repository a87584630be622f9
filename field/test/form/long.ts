import type { Form } from '../../src/engine';

/** Sixty lines on one screen, each second one asked only because of the one before; and a long list. */
export const LONG: Form = {
  id: 'trial/long',
  version: '1',
  hash: 'long',
  title: 'Formular lung',
  subject: 'household',
  who: ['community_nurse'],
  items: [
    {
      id: 'all',
      type: 'group',
      text: 'Toate întrebările',
      items: [
        ...Array.from({ length: 60 }, (_, index) => ({
          id: `q${index}`,
          type: 'string' as const,
          text: `Întrebarea ${index + 1}`,
          ...(index % 2 === 1
            ? { when: { q: `q${index - 1}`, op: '!=' as const, value: 'ascunde' } }
            : {}),
        })),
        {
          id: 'service',
          type: 'choice' as const,
          text: 'Serviciul',
          options: Array.from({ length: 40 }, (_, index) => ({
            code: `s${index}`,
            text: `Serviciul numărul ${index}`,
          })),
        },
      ],
    },
  ],
};
