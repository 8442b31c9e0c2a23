#pragma once

#include "finding.h"

#include "gateway/config/fields/issue.h"
#include "gateway/config/settings/settings.h"

#include <QProcessEnvironment>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// Environment variables by name.
using Environment = std::map<std::string, std::string>;

/// The variables of `all` that the checks use; no others are kept.
Environment environmentFrom(const QProcessEnvironment& all);

/// Findings on environment variables that change where requests go or what is trusted. `ownAddresses`: addresses of
/// this gateway, such as "http://127.0.0.1:8080". Keys are reported by name only, addresses without user, path and
/// query. Checks whether files exist: for a worker.
std::vector<Finding> checkEnvironment(const Environment& environment, const std::vector<std::string>& ownAddresses);

/// Reports that every user of this machine can call without a key, if the system does not identify users
/// (`areUsersKnown`) and the settings do not allow it explicitly; otherwise empty.
std::optional<Finding> localUsersFinding(const config::ListenSettings& listen, bool areUsersKnown);
/// Findings for the issues from `checkLocalUsers()`.
std::vector<Finding> unknownUserFindings(const std::vector<config::Issue>& issues);

/// Scheme, host and port of an address; empty if it is invalid.
std::string bareAddress(const std::string& url);

} // namespace gateway::host
