#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/routing/matching/request_facts.h"

#include <string>

namespace gateway::routing {

/// The part of a request that `chash` hashes; empty if the request lacks it. Variables have nginx names: `remote_addr`,
/// `host`, `uri`, `request_uri`, `args`, `request_method`, `scheme`, `consumer_name`, `model`, and `arg_NAME`,
/// `http_NAME`, `cookie_NAME`. A combination is a text with `$variable` or `${variable}` in it. Source: nginx,
/// "Embedded Variables" of the core module.
std::string hashKey(const config::BalancerSettings& settings, const RequestFacts& facts);

} // namespace gateway::routing
