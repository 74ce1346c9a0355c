import type { DemoSystem } from './demo-io.ts';
import type { Paint } from './view/colours.ts';

/** What `--keep` prints: where the server is, and what to paste into GraphiQL. */
export function keepText(system: Pick<DemoSystem, 'url' | 'token'>, scanId: string, paint: Paint): string {
  const heading = (text: string) => paint('bold', text);
  return `
${heading('The server stays up until Ctrl-C.')}

${heading('GraphiQL')}  ${system.url}/graphql
${heading('Token')}     ${system.token}

Paste this into the tab “Headers” of GraphiQL:

{ "Authorization": "Bearer ${system.token}" }

${heading('The scan and its findings')}

query {
  scan(id: "${scanId}") {
    status
    counts { planned vulnerable resistant inconclusive }
  }
  findings(first: 50, filter: { scanId: "${scanId}" }) {
    nodes { title severity confidence refs evidenceLine }
  }
}

${heading('Its events, from the first on')}

subscription {
  scanEvents(scanId: "${scanId}") {
    __typename
    sequence
    at
    ... on ScanStatusChanged { status }
    ... on ScanProgressed { counts { planned judged } }
    ... on FindingRecorded { title severity evidenceLine }
  }
}
`;
}
