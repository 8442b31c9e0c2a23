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

/// What a request to `signalboxd consumer` comes to.
struct ConsumerChange {
    gateway::config::Settings settings;
    std::optional<gateway::Secret> key; ///< a new one, to be shown once
    std::string said;                   ///< what has changed, in a sentence
};

/// `settings` as `request`, which is not to list, wants them. A key that is revoked
/// stays in them, switched off: forgotten, it would count as an unknown one, which
/// callers on this machine may show.
/// Errors: InvalidRequest if a name or a hint is not there, is there already, or fits several.
gateway::Result<ConsumerChange> changeConsumers(gateway::config::Settings settings, const ConsumerRequest& request);

/// Each consumer with what it may use, and its keys below it by their hints.
void printConsumers(const gateway::config::Settings& settings, gateway::WallTime now, std::ostream& out);

} // namespace app
