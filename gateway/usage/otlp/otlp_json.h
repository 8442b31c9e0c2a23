#pragma once

#include "otlp_sink.h"

#include "gateway/core/json/json.h"

#include <string>

namespace gateway::usage {

/// Writes 64-bit numbers as decimal strings, ids as hexadecimal digits and enumerations as numbers. Source: OTLP
/// specification 1.5, "JSON Protobuf Encoding". Private to the room.
class OtlpJson final : public OtlpSink {
public:
    void text(OtlpField field, std::string_view value) override;
    void id(OtlpField field, std::span<const std::uint8_t> value) override;
    void fixed64(OtlpField field, std::uint64_t value) override;
    void signedFixed64(OtlpField field, std::int64_t value) override { whole(field, value); }
    void whole(OtlpField field, std::int64_t value) override;
    void real(OtlpField field, double value) override;
    void truth(OtlpField field, bool value) override;
    void choice(OtlpField field, int value) override;
    void fixed64s(OtlpField field, std::span<const std::uint64_t> values) override;
    void reals(OtlpField field, std::span<const double> values) override;
    void message(OtlpField field, const Fill& fill) override;
    void entry(OtlpField field, const Fill& fill) override;

    std::string take() const { return toText(m_root); }

private:
    void fillInto(Json& node, const Fill& fill);

    Json m_root = Json::object();
    Json* m_at = &m_root;
};

} // namespace gateway::usage
