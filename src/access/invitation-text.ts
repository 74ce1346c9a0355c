import { createHash, randomBytes } from 'node:crypto';

/** What an invitation's link carries: 256 random bits, shown once. */
export function newInvitationText(): string {
  return `inv_${randomBytes(32).toString('base64url')}`;
}

export function hashInvitation(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Where the link leads. Behind the `#`, the token is in no server's log and in no referrer. */
export function invitationUrl(publicUrl: string, text: string): string {
  return `${publicUrl}/app/invitation#${text}`;
}
