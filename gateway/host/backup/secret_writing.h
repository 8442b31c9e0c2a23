#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/core/secret_reference.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>

#include <functional>
#include <map>
#include <string>

namespace gateway::host {

/// Whether a secret belongs in a backup: one that the program itself keeps permanently, in the keychain or in the
/// encrypted file.
bool isBackedUp(const SecretReference& reference);

/// Restores secrets under their references, one after the other. Main thread.
class SecretWriting final : public QObject {
    Q_OBJECT
public:
    /// Receives the number of stored secrets; the first error ends the process.
    using Done = std::function<void(std::size_t stored, Result<void> result)>;

    /// Whether to keep a secret that the keychain stored after the write was given up; empty: keep it.
    using IsWanted = std::function<bool(const std::string& reference)>;

    /// `store` must outlive it.
    explicit SecretWriting(secrets::SecretStore& store, IsWanted isWanted = {}, QObject* parent = nullptr);

    /// Stores `all`, keyed by reference. References to other stores are skipped. The encrypted file must be open if one
    /// of the secrets belongs in it. `done` is called once, from the event loop, unless this object is destroyed
    /// before.
    void write(std::map<std::string, Secret> all, Done done);

private:
    void next();

    secrets::SecretStore& m_store;
    const IsWanted m_isWanted;
    std::map<std::string, Secret> m_left;
    Done m_done;
    std::size_t m_stored = 0;
};

} // namespace gateway::host
