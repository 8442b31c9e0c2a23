#pragma once

#include "span.h"

#include "gateway/usage/metrics/genai_words.h"

#include <vector>

namespace gateway::usage {

/// The exchange as a span (first), one for each of its attempts, and one for each other model that an attempt's provider
/// had at work for it, with the attributes of OpenTelemetry's conventions for generative AI. Any thread.
std::vector<Span> spansOf(const ExchangeRecord& record, const ProviderNames& names);

} // namespace gateway::usage
