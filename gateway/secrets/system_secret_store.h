#pragma once

#include "secret_file.h"
#include "secret_store.h"
#include "vault.h"

#include "gateway/secrets/keychain/keychain.h"

#include <QTimer>

#include <map>
#include <memory>
#include <string>

namespace gateway::secrets {

/// See `makeSystemStore()`.
class SystemSecretStore final : public SecretStore {
    Q_OBJECT
public:
    SystemSecretStore(const QString& vaultFile, int limit_ms, const QString& keychainNote);
    ~SystemSecretStore() override;

    void read(const SecretReference& reference, ReadDone done) override;
    void write(const SecretReference& reference, const Secret& value, Done done, Late late) override;
    void remove(const SecretReference& reference, Done done) override;
    void lookForKeychain(Done done) override;
    Vault* vault() override { return m_vault.get(); }
    std::optional<KeychainMove> keychainMoved() const override { return m_keychain.moved(); }
    std::optional<KeychainService> keychainService() const override { return m_keychain.service(); }
    void useFoundKeychain() override { m_keychain.useFound(); }

private:
    struct Request;
    using RequestPointer = std::shared_ptr<Request>;

    RequestPointer begin(ReadDone done);
    void answer(const RequestPointer& request, Result<Secret> result);
    void readEnvironment(const SecretReference& reference, const RequestPointer& request);
    void readFile(const SecretReference& reference, const RequestPointer& request);
    void noteReaders(const std::string& path, OtherReaders readers);
    void readVault(const SecretReference& reference, const RequestPointer& request);
    void readMemory(const SecretReference& reference, const RequestPointer& request);
    /// Changes a secret outside the keychain. No `value`: deletes it.
    void changeElsewhere(const SecretReference& reference, const Secret* value, ReadDone done);

    const int m_limit_ms;
    Keychain m_keychain;
    std::map<std::string, Secret> m_memory; // "session:" by name
    std::map<std::string, OtherReaders> m_readers; // of key files by path, as last read
    std::unique_ptr<Vault> m_vault;         // may be null
};

} // namespace gateway::secrets
