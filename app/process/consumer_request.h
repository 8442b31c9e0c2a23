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

/// Options of `signalboxd consumer`.
struct ConsumerRequest {
    enum class Verb { List, Add, Key, Revoke, Enable, Disable, Remove };

    Verb verb = Verb::List;
    std::string name;                   ///< all except List
    std::string hint;                   ///< Revoke: hint of the key
    std::optional<std::string> expires; ///< Add, Key: RFC 3339
    std::vector<std::string> routes;    ///< Add
    std::vector<std::string> models;    ///< Add
};

/// Combines the words after `consumer` with the options. Errors: InvalidRequest with the problem and what is valid,
/// without a reference to the help.
gateway::Result<ConsumerRequest> consumerRequestFrom(const QStringList& words, ConsumerRequest request);

/// Converts "2027-01-31" (its end, in local time), "90d", "12h" or RFC 3339 to RFC 3339 in UTC. Errors: InvalidRequest
/// if it is invalid or not after `now`.
gateway::Result<std::string> expiryFrom(const QString& text, const QDateTime& now);

/// The verbs of `consumer`, each with its help.
std::vector<std::pair<QString, QString>> consumerVerbs();

/// The output of `signalboxd consumer --help`, with a line feed at the end.
QString consumerHelp();

} // namespace app
