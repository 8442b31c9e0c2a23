#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace gateway::usage {

/// The measured quantities, in the order of `instrumentInfo()`.
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
    MoneyCounter,   ///< in units of 10^-12
    HigressCounter, ///< under the exact name that Higress uses, in Prometheus' text format only
};

/// One row of the table of instruments.
struct InstrumentInfo {
    InstrumentKind kind;
    std::string_view name; ///< as OpenTelemetry writes it: "gen_ai.client.token.usage"
    std::string_view unit; ///< UCUM: "s", "By", "{token}"
    std::string_view help; ///< one sentence
    std::span<const double> bounds = {}; ///< upper bounds of a histogram's buckets, inclusive
};

/// Any thread.
const InstrumentInfo& instrumentInfo(Instrument instrument);

} // namespace gateway::usage
