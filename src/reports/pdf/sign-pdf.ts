import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';

/** What a document is signed with. */
export type PdfSigning = {
  /** A PKCS #12 container with an RSA key and its certificate. */
  p12: Uint8Array;
  passphrase: string;
  /** The name of the signer, as readers show it. */
  name: string;
  /** How many bytes the signature may take. */
  room: number;
  at: Date;
};

/**
 * The document with a signature over every byte of it but the signature's own (ISO 32000-1, 12.8: `adbe.pkcs7.detached`, CMS with SHA-256). It is
 * appended, so that what was laid out stays as it is. Holds the document a few times: call it in a process of its own.
 */
export async function signPdf(pdf: Buffer, { p12, passphrase, name, room, at }: PdfSigning): Promise<Buffer> {
  const prepared = plainAddPlaceholder({
    pdfBuffer: pdf,
    reason: 'Evidence of AI security testing, as it was generated',
    contactInfo: '',
    location: '',
    name,
    signingTime: at,
    signatureLength: room,
  });
  return new SignPdf().sign(prepared, new P12Signer(p12, { passphrase }), at);
}
