#include "otlp_protobuf.h"

#include <utility>

namespace gateway::usage {

void OtlpProtobuf::text(OtlpField field, std::string_view value)
{
    m_at->add_string(field.number, value.data(), value.size());
}

void OtlpProtobuf::id(OtlpField field, std::span<const std::uint8_t> value)
{
    m_at->add_bytes(field.number, reinterpret_cast<const char*>(value.data()), value.size());
}

void OtlpProtobuf::fixed64(OtlpField field, std::uint64_t value) { m_at->add_fixed64(field.number, value); }

void OtlpProtobuf::signedFixed64(OtlpField field, std::int64_t value) { m_at->add_sfixed64(field.number, value); }

void OtlpProtobuf::whole(OtlpField field, std::int64_t value) { m_at->add_int64(field.number, value); }

void OtlpProtobuf::real(OtlpField field, double value) { m_at->add_double(field.number, value); }

void OtlpProtobuf::truth(OtlpField field, bool value) { m_at->add_bool(field.number, value); }

void OtlpProtobuf::choice(OtlpField field, int value) { m_at->add_enum(field.number, value); }

void OtlpProtobuf::fixed64s(OtlpField field, std::span<const std::uint64_t> values)
{
    m_at->add_packed_fixed64(field.number, values.begin(), values.end());
}

void OtlpProtobuf::reals(OtlpField field, std::span<const double> values)
{
    m_at->add_packed_double(field.number, values.begin(), values.end());
}

void OtlpProtobuf::message(OtlpField field, const Fill& fill)
{
    protozero::pbf_writer inside(*m_at, field.number);
    protozero::pbf_writer* const outside = std::exchange(m_at, &inside);
    fill();
    m_at = outside;
}

} // namespace gateway::usage
