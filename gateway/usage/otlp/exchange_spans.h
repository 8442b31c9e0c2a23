#pragma once

#include "span.h"

#include "gateway/usage/metrics/genai_words.h"

#include <vector>

namespace gateway::usage {

/// One span for the exchange (first), one for each attempt, and one for each other model that an attempt's provider
/// used for it, with the attributes of OpenTelemetry's conventions for generative AI. Any thread.
std::vector<Span> spansOf(const ExchangeRecord& record, const ProviderNames& names);

} // namespace gateway::usage
