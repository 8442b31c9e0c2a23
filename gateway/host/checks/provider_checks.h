#pragma once

#include "gateway/config/checks/mistakes.h"
#include "gateway/config/document.h"
#include "gateway/config/settings/settings.h"
#include "gateway/providers/catalog.h"

#include <vector>

namespace gateway::host {

/// Finds problems of configured providers and prices that only the catalog can reveal: an unknown type is an error; a
/// type without its required address, a price without a part that no built-in list has, or a limit of cost for a model
/// without a price, a warning. `mistakes`: problems found when the settings were read; issues that only follow from them
/// are not reported. Any thread.
std::vector<config::Issue> checkProviders(const config::Settings& settings, const providers::Catalog& catalog, const config::Mistakes& mistakes = {});

} // namespace gateway::host
