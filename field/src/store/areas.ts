/** The six areas of the protocol, always in this order. */
export const AREAS = [
  'social_assistance',
  'health',
  'education',
  'employment',
  'housing',
  'identity_documents',
] as const;
