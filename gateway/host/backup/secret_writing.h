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

/// Whether a secret goes into a backup: what the program itself keeps for good, in the keychain or in the encrypted file.
bool isBackedUp(const SecretReference& reference);

/// Puts secrets back to where their references say, one after the other. Main thread.
class SecretWriting final : public QObject {
    Q_OBJECT
public:
    /// How many were stored; the first error ends it.
    using Done = std::function<void(std::size_t stored, Result<void> result)>;

    /// Whether a secret stays that the keychain stored after it was given up; empty: it does.
    using IsWanted = std::function<bool(const std::string& reference)>;

    /// `store` must outlive it.
    explicit SecretWriting(secrets::SecretStore& store, IsWanted isWanted = {}, QObject* parent = nullptr);

    /// By their references. Those that are kept elsewhere are left alone. The encrypted file is to be open, if one of them is in it. `done` is called once, from the
    /// event loop; not if this is gone before.
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
