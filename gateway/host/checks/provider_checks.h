#pragma once

#include "gateway/config/checks/mistakes.h"
#include "gateway/config/document.h"
#include "gateway/config/settings/settings.h"
#include "gateway/providers/catalog.h"

#include <vector>

namespace gateway::host {

/// What a configuration says wrong of providers and of prices that only the catalog can tell:
/// a type that does not exist is an error; one that lacks an address, and a price that lacks a part
/// which no built-in list has, a warning. `mistakes`: what was found when the settings were read; nothing is told that
/// only follows from one. Any thread.
std::vector<config::Issue> checkProviders(const config::Settings& settings, const providers::Catalog& catalog, const config::Mistakes& mistakes = {});

} // namespace gateway::host
