#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace gateway::usage {

/// A message field: its protobuf number and its JSON name.
struct OtlpField {
    std::uint32_t number;
    const char* name;
};

/// Receives a message field by field, in the order of the calls; implemented for both encodings. Source: OTLP
/// specification 1.5, "OTLP/HTTP". Private to the room.
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
    virtual void choice(OtlpField field, int value) = 0; ///< enumeration value
    virtual void fixed64s(OtlpField field, std::span<const std::uint64_t> values) = 0;
    virtual void reals(OtlpField field, std::span<const double> values) = 0;
    /// `fill` writes the fields of the nested message.
    virtual void message(OtlpField field, const Fill& fill) = 0;
    /// The same for an element of a repeated field.
    virtual void entry(OtlpField field, const Fill& fill) = 0;
};

} // namespace gateway::usage
