#include "aws_signature.h"

#include "gateway/core/text/ascii.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <map>

namespace gateway::providers {

namespace {

std::string hex(std::string_view bytes)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kDigits[byte >> 4];
        text += kDigits[byte & 0x0F];
    }
    return text;
}

std::string digest(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), sum.data(), &size, EVP_sha256(), nullptr);
    return hex({reinterpret_cast<const char*>(sum.data()), size});
}

/// The result is also a key.
Secret keyedDigest(const Secret& key, std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.reveal().data(), static_cast<int>(key.reveal().size()),
        reinterpret_cast<const unsigned char*>(text.data()), text.size(), sum.data(), &size);
    return Secret(std::string(reinterpret_cast<const char*>(sum.data()), size));
}

/// "20150830T123600Z".
std::string timeText(WallTime time)
{
    using namespace std::chrono;
    const auto second = floor<seconds>(time);
    const auto day = floor<days>(second);
    const year_month_day date(day);
    const hh_mm_ss clock(second - day);
    std::array<char, 32> text{};
    const int size = std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    return {text.data(), static_cast<std::size_t>(size)};
}

std::string encoded(std::string_view text)
{
    static constexpr auto kPlain = asciiSet("-._~");
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (kPlain[byte])
            result += c;
        else
            result.append({'%', kDigits[byte >> 4], kDigits[byte & 0x0F]});
    }
    return result;
}

/// Without empty segments, "." and "..", each segment encoded once more.
std::string canonicalPath(std::string_view path)
{
    std::vector<std::string_view> segments;
    for (std::size_t from = 0; from <= path.size();) {
        const std::size_t end = std::min(path.find('/', from), path.size());
        const std::string_view segment = path.substr(from, end - from);
        if (segment == ".." && !segments.empty())
            segments.pop_back();
        else if (!segment.empty() && segment != "." && segment != "..")
            segments.push_back(segment);
        from = end + 1;
    }
    std::string result;
    for (const std::string_view segment : segments)
        result += '/' + encoded(segment);
    return result.empty() || path.ends_with('/') ? result + '/' : result;
}

std::string canonicalQuery(std::string_view query)
{
    std::vector<std::pair<std::string, std::string>> fields;
    for (std::size_t from = 0; from < query.size();) {
        const std::size_t end = std::min(query.find('&', from), query.size());
        const std::string_view field = query.substr(from, end - from);
        const std::size_t sign = field.find('=');
        if (!field.empty())
            fields.emplace_back(
                field.substr(0, sign), sign == std::string_view::npos ? std::string_view() : field.substr(sign + 1));
        from = end + 1;
    }
    std::sort(fields.begin(), fields.end());
    std::string result;
    for (const auto& [name, value] : fields)
        result.append(result.empty() ? "" : "&").append(name).append("=").append(value);
    return result;
}

/// Trimmed, with inner white space reduced to single spaces.
std::string canonicalValue(std::string_view value)
{
    std::string result;
    for (const char c : trimmed(value))
        if ((c != ' ' && c != '\t') || result.back() != ' ')
            result += c == '\t' ? ' ' : c;
    return result;
}

/// Lower-case names, sorted; values of the same name in order.
std::map<std::string, std::string> canonicalFields(const HeaderList& headers)
{
    std::map<std::string, std::string> fields;
    for (const auto& [name, value] : headers) {
        const auto [field, isNew] = fields.emplace(asciiLower(name), canonicalValue(value));
        if (!isNew)
            field->second += ',' + canonicalValue(value);
    }
    return fields;
}

} // namespace

HeaderList awsSignature(const AwsMessage& message, const AwsCredentials& credentials, const AwsScope& scope)
{
    const std::string time = timeText(scope.time);
    const std::string day = time.substr(0, 8);
    const std::string bodyDigest = digest(message.body);
    HeaderList added{{"x-amz-date", time}};
    if (!credentials.sessionToken.empty())
        added.emplace_back("x-amz-security-token", credentials.sessionToken.reveal());
    if (scope.showsDigest)
        added.emplace_back("x-amz-content-sha256", bodyDigest);

    HeaderList all = message.headers;
    all.insert(all.end(), added.begin(), added.end());
    all.emplace_back("host", message.host);
    std::string fields;
    std::string names;
    for (const auto& [name, value] : canonicalFields(all)) {
        fields.append(name).append(":").append(value).append("\n");
        names += (names.empty() ? "" : ";") + name;
    }
    const std::string request = std::string(message.method) + '\n' + canonicalPath(message.path) + '\n'
        + canonicalQuery(message.query) + '\n' + fields + '\n' + names + '\n' + bodyDigest;
    const std::string place = day + '/' + scope.region + '/' + scope.service + "/aws4_request";
    const std::string toSign = "AWS4-HMAC-SHA256\n" + time + '\n' + place + '\n' + digest(request);

    Secret key("AWS4" + credentials.secretAccessKey.reveal());
    for (const std::string_view part : {std::string_view(day), std::string_view(scope.region),
             std::string_view(scope.service), std::string_view("aws4_request")})
        key = keyedDigest(key, part);
    added.emplace_back("authorization",
        "AWS4-HMAC-SHA256 Credential=" + credentials.accessKeyId + '/' + place + ", SignedHeaders=" + names
            + ", Signature=" + hex(keyedDigest(key, toSign).reveal()));
    return added;
}

} // namespace gateway::providers
