import { ClaimsForm } from './ClaimsForm.js';
import { ClaimsPane } from './ClaimsPane.js';
import { FindingsList } from './FindingsList.js';
import { Announcer, NoticeBar } from './NoticeBar.js';
import { SigningKey } from './SigningKey.js';
import { StartFrom } from './StartFrom.js';
import { TokenPane } from './TokenPane.js';
import { TopBar } from './TopBar.js';
import { UseIt } from './UseIt.js';
import { VerificationKey } from './VerificationKey.js';

export function App() {
  return (
    <>
      <TopBar />
      <main class="page">
        <StartFrom />
        <div class="bench">
          <div class="column token-column">
            <TokenPane />
            <FindingsList />
            <VerificationKey />
          </div>
          <div class="column claims-column">
            <ClaimsPane />
            <SigningKey />
          </div>
          <ClaimsForm />
        </div>
        <UseIt />
      </main>
      <NoticeBar />
      <Announcer />
    </>
  );
}
