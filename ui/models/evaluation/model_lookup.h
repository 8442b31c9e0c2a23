#pragma once

#include "gateway/core/result.h"
#include "gateway/evaluation/preparation/model_facts.h"

#include <QString>

#include <string>
#include <vector>

namespace ui::models {

/// What is known of `models` with the prices that were fetched into the data folder. `ledger`: file; empty: there is none.
/// Blocks; any thread. Errors: as `modelFacts()`; of the catalog.
gateway::Result<gateway::evaluation::ModelFacts> lookUpModels(const std::vector<std::string>& models, const gateway::config::Settings& settings, const QString& dataDir, const QString& ledger);

} // namespace ui::models
