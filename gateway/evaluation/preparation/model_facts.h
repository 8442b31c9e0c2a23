#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/runner/call_pricing.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/providers/catalog.h"

#include <QString>

#include <string>
#include <vector>

namespace gateway::evaluation {

/// What is known of the models of a run before it starts. A value.
struct ModelFacts {
    Estimates estimates; ///< by the model as addressed
    config::ExchangeRate rate;
};

/// Where that is looked up. A value.
struct ModelSources {
    config::Settings settings;
    exchange::RetrievedPrices prices; ///< those that were fetched, in addition to the catalog's
    QString ledger;                   ///< file; may be missing
};

/// Looks up who would answer for each of `models` (PROVIDER/MODEL, or the model name of a route), what it costs there, and
/// how long its last answers in the ledger were. Without models, there is the exchange rate alone. Blocks; any thread. Errors: for a model that nobody serves, that which a
/// client would get, with the model as `param`.
Result<ModelFacts> modelFacts(const ModelSources& sources, const providers::Catalog& catalog, const std::vector<std::string>& models);

} // namespace gateway::evaluation
