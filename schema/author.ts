import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';

export type Authored = { actorTokenId: string | null; actorUserId: string | null };

export const AuthorType = builder.objectRef<Authored>('Author').implement({
  description: 'Who did something: a token, and the person whose token it is.',
  fields: (t) => ({
    tokenId: t.id({
      nullable: true,
      description: 'The token, `tok_…`.',
      resolve: ({ actorTokenId }) => (actorTokenId === null ? null : formatId('token', actorTokenId)),
    }),
    userId: t.id({
      nullable: true,
      description: 'The person, `usr_…`. Null for a token that is nobody’s.',
      resolve: ({ actorUserId }) => (actorUserId === null ? null : formatId('user', actorUserId)),
    }),
  }),
});

/** Null where no token acted: a scan brought it about. */
export function authorOf(row: Authored): Authored | null {
  return row.actorTokenId === null && row.actorUserId === null ? null : row;
}
