#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace app {

/// Reads the secrets named in a configuration, one after the other.
class SecretReading final : public QObject {
    Q_OBJECT
public:
    using Secrets = std::unordered_map<std::string, gateway::Result<gateway::Secret>>; ///< by reference
    using Done = std::function<void(Secrets)>;

    /// The store must outlive it.
    explicit SecretReading(gateway::secrets::SecretStore& store, QObject* parent = nullptr);

    /// `done` is called once with all secrets; unreadable ones have their error. Not called after destruction.
    void read(const gateway::config::Settings& settings, Done done);

private:
    void readNext();

    gateway::secrets::SecretStore& m_store;
    std::vector<std::string> m_references; // still to be read
    Secrets m_secrets;
    Done m_done;
};

} // namespace app
