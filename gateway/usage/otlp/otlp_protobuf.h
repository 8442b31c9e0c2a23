#pragma once

#include "otlp_sink.h"

#include <protozero/pbf_writer.hpp>

#include <string>

namespace gateway::usage {

/// Writes the protobuf encoding. Private to the room.
class OtlpProtobuf final : public OtlpSink {
public:
    void text(OtlpField field, std::string_view value) override;
    void id(OtlpField field, std::span<const std::uint8_t> value) override;
    void fixed64(OtlpField field, std::uint64_t value) override;
    void signedFixed64(OtlpField field, std::int64_t value) override;
    void whole(OtlpField field, std::int64_t value) override;
    void real(OtlpField field, double value) override;
    void truth(OtlpField field, bool value) override;
    void choice(OtlpField field, int value) override;
    void fixed64s(OtlpField field, std::span<const std::uint64_t> values) override;
    void reals(OtlpField field, std::span<const double> values) override;
    void message(OtlpField field, const Fill& fill) override;
    void entry(OtlpField field, const Fill& fill) override { message(field, fill); }

    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
    protozero::pbf_writer m_root{m_bytes};
    protozero::pbf_writer* m_at = &m_root; // innermost open message
};

} // namespace gateway::usage
