#include "vector_text.h"

#include <QByteArray>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace gateway::protocol::embeddings {

namespace {

constexpr std::size_t kBytes = 4;

/// The double that is printed with as few digits as `number` needs.
double shortest(float number)
{
    std::array<char, 32> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
    double value = 0;
    std::from_chars(text.data(), written.ptr, value);
    return value;
}

std::optional<std::vector<float>> decoded(const std::string& base64)
{
    const auto bytes = QByteArray::fromBase64Encoding(
        QByteArray::fromStdString(base64), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    const auto size = static_cast<std::size_t>((*bytes).size());
    if (!bytes || size % kBytes != 0)
        return std::nullopt;
    std::vector<float> vector(size / kBytes);
    const auto* byte = reinterpret_cast<const unsigned char*>((*bytes).constData());
    for (float& number : vector) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < kBytes; ++i)
            bits |= static_cast<std::uint32_t>(*byte++) << (8 * i);
        number = std::bit_cast<float>(bits);
    }
    return vector;
}

} // namespace

Json numbersOf(const std::vector<float>& vector)
{
    Json list = Json::array();
    for (const float number : vector)
        list.push_back(shortest(number));
    return list;
}

std::string base64Of(const std::vector<float>& vector)
{
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(vector.size()) * static_cast<qsizetype>(kBytes));
    for (const float number : vector) {
        const auto bits = std::bit_cast<std::uint32_t>(number);
        for (std::size_t i = 0; i < kBytes; ++i)
            bytes.append(static_cast<char>(bits >> (8 * i) & 0xFF));
    }
    return bytes.toBase64().toStdString();
}

std::optional<std::vector<float>> vectorOf(const Json& list)
{
    if (list.is_string())
        return decoded(list.get_ref<const std::string&>());
    if (!list.is_array())
        return std::nullopt;
    std::vector<float> vector;
    vector.reserve(list.size());
    for (const Json& number : list) {
        const double value = number.is_number() ? number.get<double>() : HUGE_VAL;
        if (std::fabs(value) > std::numeric_limits<float>::max())
            return std::nullopt;
        vector.push_back(static_cast<float>(value));
    }
    return vector;
}

} // namespace gateway::protocol::embeddings
