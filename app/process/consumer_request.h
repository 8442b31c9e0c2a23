#pragma once

#include "gateway/core/result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app {

/// What `signalboxd consumer` is asked to do.
struct ConsumerRequest {
    enum class Verb { List, Add, Key, Revoke, Enable, Disable, Remove };

    Verb verb = Verb::List;
    std::string name;                   ///< all but List
    std::string hint;                   ///< Revoke: of the key
    std::optional<std::string> expires; ///< Add, Key: as RFC 3339
    std::vector<std::string> routes;    ///< Add
    std::vector<std::string> models;    ///< Add
};

/// Reads the words behind `consumer` into what the options said.
/// Errors: InvalidRequest with what is wrong and what would be right, without where help is.
gateway::Result<ConsumerRequest> consumerRequestFrom(const QStringList& words, ConsumerRequest request);

/// "2027-01-31" (its end, as this machine's clocks show it), "90d", "12h" or RFC 3339
/// as RFC 3339 in UTC. Errors: InvalidRequest if it is none or not after `now`.
gateway::Result<std::string> expiryFrom(const QString& text, const QDateTime& now);

/// The words that may follow `consumer`, each with its help.
std::vector<std::pair<QString, QString>> consumerVerbs();

/// What `signalboxd consumer --help` prints, with a line feed at the end.
QString consumerHelp();

} // namespace app
