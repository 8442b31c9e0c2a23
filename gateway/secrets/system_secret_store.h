#pragma once

#include "keychain_lock.h"
#include "secret_store.h"
#include "vault.h"

#include <QTimer>

#include <map>
#include <memory>
#include <string>

namespace QKeychain {
class Job;
}

namespace gateway::secrets {

/// See `makeSystemStore()`.
class SystemSecretStore final : public SecretStore {
    Q_OBJECT
public:
    SystemSecretStore(const QString& vaultFile, int limit_ms);
    ~SystemSecretStore() override;

    void read(const SecretReference& reference, ReadDone done) override;
    void write(const SecretReference& reference, const Secret& value, Done done) override;
    void remove(const SecretReference& reference, Done done) override;
    Vault* vault() override { return m_vault.get(); }

private:
    struct Request;
    using RequestPointer = std::shared_ptr<Request>;

    RequestPointer begin(ReadDone done);
    void answer(const RequestPointer& request, Result<Secret> result);
    void readEnvironment(const SecretReference& reference, const RequestPointer& request);
    void readFile(const SecretReference& reference, const RequestPointer& request);
    void readVault(const SecretReference& reference, const RequestPointer& request);
    void readMemory(const SecretReference& reference, const RequestPointer& request);
    /// Whether it was done, or refused: what is kept elsewhere than in the keychain.
    bool changeElsewhere(const SecretReference& reference, const Secret* value, const RequestPointer& request);
    void start(QKeychain::Job* job, const SecretReference& reference, const RequestPointer& request);
    void finished(QKeychain::Job* job, const RequestPointer& request);
    void answerUnlessLocked(const RequestPointer& request, Result<Secret> result);

    const int m_limit_ms;
    std::unique_ptr<KeychainLock> m_lock;
    std::map<std::string, Secret> m_memory; // "session:" by name
    std::unique_ptr<Vault> m_vault;         // may be null
    QTimer m_entriesChanged;
};

} // namespace gateway::secrets
