#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/runner/call_pricing.h"
#include "gateway/providers/catalog.h"

#include <QString>

#include <string>
#include <vector>

namespace app {

/// What is known of the models of a run before it starts. A value.
struct EvalModels {
    gateway::evaluation::Estimates estimates; ///< by the model as addressed
    gateway::config::ExchangeRate rate;
};

/// Looks up who would answer for each of `models` (PROVIDER/MODEL, or the model name of a route), what it costs there, and
/// how long its last answers in the ledger were. Blocks. Errors: InvalidRequest for a model that nobody serves, with the
/// message that a client would get.
gateway::Result<EvalModels> evalModels(gateway::config::Settings settings, const gateway::providers::Catalog& catalog, const QString& dataDir,
                                       const std::vector<std::string>& models);

} // namespace app
