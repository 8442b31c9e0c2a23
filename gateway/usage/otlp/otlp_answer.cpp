#include "otlp_answer.h"

#include "gateway/core/json/json.h"
#include "gateway/core/text/utf8.h"

#include <protozero/pbf_reader.hpp>

#include <algorithm>
#include <charconv>

namespace gateway::usage {

namespace {

constexpr std::size_t kMostWords = 300;
constexpr int kMostDoublings = 5;
constexpr std::int64_t kFirstDelay_ms = 1000;
constexpr std::int64_t kLongestDelay_ms = 30'000;
constexpr std::int64_t kLongestAsked_s = 60;

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

OtlpRejection fromJson(std::string_view body)
{
    OtlpRejection rejection;
    const auto tree = parseJson(body);
    if (!tree || !tree->is_object())
        return rejection;
    const auto part = tree->find("partialSuccess");
    if (part == tree->end() || !part->is_object())
        return rejection;
    for (const auto& [name, value] : part->items()) {
        if (name.starts_with("rejected") && value.is_string())
            rejection.count = wholeNumber(value.get<std::string>()).value_or(0);
        else if (name.starts_with("rejected") && value.is_number_integer())
            rejection.count = value.get<std::int64_t>();
        else if (name == "errorMessage" && value.is_string())
            rejection.message = value.get<std::string>();
    }
    return rejection;
}

// The library throws on invalid protobuf.
OtlpRejection fromProtobuf(std::string_view body)
{
    OtlpRejection rejection;
    try {
        protozero::pbf_reader reader(body.data(), body.size());
        while (reader.next(1, protozero::pbf_wire_type::length_delimited)) {
            protozero::pbf_reader part = reader.get_message();
            while (part.next()) {
                if (part.tag_and_type() == protozero::tag_and_type(1, protozero::pbf_wire_type::varint))
                    rejection.count = part.get_int64();
                else if (part.tag_and_type() == protozero::tag_and_type(2, protozero::pbf_wire_type::length_delimited))
                    rejection.message = part.get_string();
                else
                    part.skip();
            }
        }
    } catch (const protozero::exception&) {
        return {};
    }
    return rejection;
}

} // namespace

OtlpRejection rejectionOf(std::string_view body, std::string_view contentType)
{
    OtlpRejection rejection = contentType.starts_with("application/json") ? fromJson(body) : fromProtobuf(body);
    rejection.count = std::max<std::int64_t>(rejection.count, 0);
    rejection.message = validUtf8(std::string_view(rejection.message).substr(0, kMostWords));
    return rejection;
}

bool isWorthRetry(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

Milliseconds retryDelay(int attempt, std::string_view retryAfter, double jitter)
{
    if (const auto asked = wholeNumber(retryAfter); asked && *asked >= 0)
        return std::chrono::seconds(std::min(*asked, kLongestAsked_s));
    const std::int64_t doubled = kFirstDelay_ms << std::clamp(attempt - 1, 0, kMostDoublings);
    return Milliseconds(static_cast<std::int64_t>(static_cast<double>(std::min(doubled, kLongestDelay_ms)) * jitter));
}

} // namespace gateway::usage
