#pragma once

#include "gateway/core/clock.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gateway::usage {

using TraceBytes = std::array<std::uint8_t, 16>; ///< not all 0
using SpanBytes = std::array<std::uint8_t, 8>;   ///< not all 0

using AttributeValue = std::variant<std::string, std::int64_t, double, bool>;
using Attributes = std::vector<std::pair<std::string_view, AttributeValue>>; ///< keys are static

/// Source: opentelemetry-proto, trace/v1/trace.proto, "SpanKind".
enum class SpanKind { Internal = 1, Server = 2, Client = 3 };

struct SpanEvent {
    WallTime at{};
    std::string_view name; ///< static
    Attributes attributes;
};

/// A span as it is exported. Never contains a prompt or an answer.
struct Span {
    TraceBytes trace{};
    SpanBytes id{};
    std::optional<SpanBytes> parent;
    std::string name;
    SpanKind kind = SpanKind::Server;
    WallTime start{};
    WallTime end{};
    Attributes attributes;
    std::vector<SpanEvent> events;
    bool isError = false;
    std::string problem; ///< short description of an error; may be empty
};

} // namespace gateway::usage
