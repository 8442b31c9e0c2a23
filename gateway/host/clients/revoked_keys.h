#pragma once

#include "gateway/clients/given_keys.h"
#include "gateway/config/document.h"
#include "gateway/config/history/config_history.h"
#include "gateway/core/result.h"

#include <optional>
#include <set>
#include <string>

namespace gateway::host {

/// The keys of consumers that some version revoked and that no later one accepts, by SHA-256 or reference. Blocks.
std::set<std::string> revokedKeys(const config::ConfigHistory& history);
/// Likewise, and by the file as it is now, which may say more; empty: there is none.
std::set<std::string> revokedKeys(const config::ConfigHistory& history, const std::optional<std::string>& file);

/// Refuses in `document` what is `revoked`; it stays as it is where nothing of that would be accepted.
/// Errors: those of `Document::with()`.
Result<clients::StillRevoked> keepRevoked(config::Document& document, const std::set<std::string>& revoked);

} // namespace gateway::host
