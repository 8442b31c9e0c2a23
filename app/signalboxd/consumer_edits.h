#pragma once

#include "app/process/consumer_request.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <iosfwd>
#include <optional>
#include <string>

namespace app {

/// The result of a `signalboxd consumer` request.
struct ConsumerChange {
    gateway::config::Settings settings;
    std::optional<gateway::Secret> key; ///< a new one, to be shown once
    std::string said;                   ///< sentence about the change
};

/// Applies `request`, which must not be a list, to `settings`. A revoked key stays in them as disabled: once removed,
/// it would count as unknown, which callers on this machine may send. Errors: InvalidRequest if a name or a hint does
/// not exist, exists already, or is ambiguous.
gateway::Result<ConsumerChange> changeConsumers(gateway::config::Settings settings, const ConsumerRequest& request);

/// Prints each consumer with what it may use, and its keys by their hints.
void printConsumers(const gateway::config::Settings& settings, gateway::WallTime now, std::ostream& out);

} // namespace app
