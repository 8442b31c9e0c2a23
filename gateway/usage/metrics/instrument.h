#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace gateway::usage {

/// What is measured. The order is that of `instrumentInfo()`.
enum class Instrument {
    TokenUsage,
    OperationDuration,
    RequestDuration,
    TimePerOutputToken,
    TimeToFirstToken,
    Exchanges,
    Attempts,
    Fallbacks,
    Tokens,
    Cost,
    Unpriced,
    UnknownUsage,
    UnreportedUsage,
    RequestBytes,
    AnswerBytes,
    HigressInput,
    HigressOutput,
    HigressTotal,
    HigressServiceTime,
    HigressCount,
    HigressFirstTokenTime,
    HigressStreamCount,
};
inline constexpr std::size_t kInstruments = 22;

enum class InstrumentKind {
    Histogram,
    Counter,
    MoneyCounter,   ///< in millionths of a millionth
    HigressCounter, ///< under the very name that Higress gives it, in Prometheus' form only
};

/// One row of the table of instruments.
struct InstrumentInfo {
    InstrumentKind kind;
    std::string_view name; ///< as OpenTelemetry writes it: "gen_ai.client.token.usage"
    std::string_view unit; ///< UCUM: "s", "By", "{token}"
    std::string_view help; ///< one sentence
    std::span<const double> bounds = {}; ///< of a histogram's buckets, their upper ends, included
};

/// Any thread.
const InstrumentInfo& instrumentInfo(Instrument instrument);

} // namespace gateway::usage
