#include "otlp_json.h"

#include <utility>

namespace gateway::usage {

void OtlpJson::text(OtlpField field, std::string_view value) { (*m_at)[field.name] = value; }

void OtlpJson::id(OtlpField field, std::span<const std::uint8_t> value)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const std::uint8_t byte : value)
        hex.append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 0xFU]);
    (*m_at)[field.name] = std::move(hex);
}

void OtlpJson::fixed64(OtlpField field, std::uint64_t value) { (*m_at)[field.name] = std::to_string(value); }

void OtlpJson::whole(OtlpField field, std::int64_t value) { (*m_at)[field.name] = std::to_string(value); }

void OtlpJson::real(OtlpField field, double value) { (*m_at)[field.name] = value; }

void OtlpJson::truth(OtlpField field, bool value) { (*m_at)[field.name] = value; }

void OtlpJson::choice(OtlpField field, int value) { (*m_at)[field.name] = value; }

void OtlpJson::fixed64s(OtlpField field, std::span<const std::uint64_t> values)
{
    Json& list = (*m_at)[field.name] = Json::array();
    for (const std::uint64_t value : values)
        list.push_back(std::to_string(value));
}

void OtlpJson::reals(OtlpField field, std::span<const double> values)
{
    Json& list = (*m_at)[field.name] = Json::array();
    for (const double value : values)
        list.push_back(value);
}

void OtlpJson::message(OtlpField field, const Fill& fill)
{
    Json node = Json::object();
    fillInto(node, fill);
    (*m_at)[field.name] = std::move(node);
}

void OtlpJson::entry(OtlpField field, const Fill& fill)
{
    Json node = Json::object();
    fillInto(node, fill);
    (*m_at)[field.name].push_back(std::move(node)); // creates the array if necessary
}

void OtlpJson::fillInto(Json& node, const Fill& fill)
{
    Json* const outside = std::exchange(m_at, &node);
    fill();
    m_at = outside;
}

} // namespace gateway::usage
