#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace gateway::usage {

/// A field of a message: its number in protobuf, its name in JSON.
struct OtlpField {
    std::uint32_t number;
    const char* name;
};

/// Where a message is written to, field by field, in the order of the calls: either encoding
/// of the protocol. Source: OTLP specification 1.5, "OTLP/HTTP". Private to the room.
class OtlpSink {
public:
    using Fill = std::function<void()>;
    virtual ~OtlpSink() = default;

    virtual void text(OtlpField field, std::string_view value) = 0; ///< valid UTF-8
    virtual void id(OtlpField field, std::span<const std::uint8_t> value) = 0;
    virtual void fixed64(OtlpField field, std::uint64_t value) = 0;
    virtual void signedFixed64(OtlpField field, std::int64_t value) = 0;
    virtual void whole(OtlpField field, std::int64_t value) = 0; ///< int64
    virtual void real(OtlpField field, double value) = 0;
    virtual void truth(OtlpField field, bool value) = 0;
    virtual void choice(OtlpField field, int value) = 0; ///< of an enumeration
    virtual void fixed64s(OtlpField field, std::span<const std::uint64_t> values) = 0;
    virtual void reals(OtlpField field, std::span<const double> values) = 0;
    /// `fill` writes the fields of the message inside.
    virtual void message(OtlpField field, const Fill& fill) = 0;
    /// The same for one of several under the same field.
    virtual void entry(OtlpField field, const Fill& fill) = 0;
};

} // namespace gateway::usage
