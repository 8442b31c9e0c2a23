#pragma once

#include "gateway/clients/given_keys.h"
#include "gateway/config/document.h"
#include "gateway/config/history/config_history.h"
#include "gateway/core/result.h"

#include <optional>
#include <set>
#include <string>

namespace gateway::host {

/// Consumer keys that some version revoked and no later one accepts, by SHA-256 or reference. Blocks.
std::set<std::string> revokedKeys(const config::ConfigHistory& history);
/// The same, also considering the file as it is now, which may revoke more; empty: no file.
std::set<std::string> revokedKeys(const config::ConfigHistory& history, const std::optional<std::string>& file);

/// Revokes in `document` the keys in `revoked`; unchanged if it accepts none of them. Errors: those of
/// `Document::with()`.
Result<clients::StillRevoked> keepRevoked(config::Document& document, const std::set<std::string>& revoked);

} // namespace gateway::host
