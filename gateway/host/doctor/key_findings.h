#pragma once

#include "finding.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::host {

/// Finding for the result of `checkKeychain()`. `isNeeded`: the configuration has keys in the keychain.
Finding keychainFinding(const Result<void>& tried, bool isNeeded);

/// Reads all references in parallel. Private to the room.
class KeyReading final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(exchange::ResolvedSecrets)>;

    KeyReading(secrets::SecretStore& store, const std::vector<std::string>& references, Done done, QObject* parent);

private:
    void take(const std::string& reference, Result<Secret> secret);

    std::size_t m_waiting;
    exchange::ResolvedSecrets m_secrets;
    Done m_done;
};

/// A reference and its user: "deepseek/main".
using UsedReference = std::pair<std::string, std::string>;
/// The references of everything that is enabled, each once.
std::vector<UsedReference> usedReferences(const config::Settings& settings);
/// The findings for what was read.
std::vector<Finding> keyFindings(const std::vector<UsedReference>& used, const exchange::ResolvedSecrets& secrets);

} // namespace gateway::host
