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

/// What trying the keychain (`checkKeychain()`) says. `isNeeded`: some key of the configuration is kept there.
Finding keychainFinding(const Result<void>& tried, bool isNeeded);

/// Reads each of the references, all at once. Private to the room.
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

/// A reference and who uses it: "deepseek/main".
using UsedReference = std::pair<std::string, std::string>;
/// Those of everything that is switched on, each once.
std::vector<UsedReference> usedReferences(const config::Settings& settings);
/// What came of reading them.
std::vector<Finding> keyFindings(const std::vector<UsedReference>& used, const exchange::ResolvedSecrets& secrets);

} // namespace gateway::host
