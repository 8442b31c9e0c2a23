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

/// Variables by name.
using Environment = std::map<std::string, std::string>;

/// Those of `all` that are looked at: what is not asked for is not carried around.
Environment environmentFrom(const QProcessEnvironment& all);

/// What of the environment changes where requests go or what is trusted. `ownAddresses`: those that this gateway answers
/// at, such as "http://127.0.0.1:8080". Keys are told by their names only, addresses without users, paths and queries.
/// Looks whether files are there: for a worker.
std::vector<Finding> checkEnvironment(const Environment& environment, const std::vector<std::string>& ownAddresses);

/// That every user of this machine can call without a key, where the system does not tell users (`areUsersKnown`) and the
/// settings do not say that they may; else empty.
std::optional<Finding> localUsersFinding(const config::ListenSettings& listen, bool areUsersKnown);
/// What `checkLocalUsers()` found.
std::vector<Finding> unknownUserFindings(const std::vector<config::Issue>& issues);

/// Scheme, host and port of an address; empty if it is none.
std::string bareAddress(const std::string& url);

} // namespace gateway::host
