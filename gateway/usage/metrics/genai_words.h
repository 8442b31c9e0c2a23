#pragma once

#include "gateway/usage/record.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace gateway::usage {

// What OpenTelemetry calls things. Any thread.

/// `gen_ai.provider.name` of providers, by their ids here.
using ProviderNames = std::unordered_map<std::string, std::string>;

/// The one of `id`, or `id` itself: lives as long as both.
std::string_view providerName(const ProviderNames& names, std::string_view id);

/// `gen_ai.operation.name` for what clients ask in a dialect ("openai-chat"); empty: nothing
/// that a model generates.
std::string_view operationName(std::string_view dialect);

/// `error.type`; empty: it went well. Bounded: a code of ours, a status, "cancelled".
std::string errorType(const ExchangeRecord& record);
/// Of one attempt: the class of its failure, or a status.
std::string errorType(const AttemptRecord& attempt);

} // namespace gateway::usage
