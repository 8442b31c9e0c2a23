#include "key_names.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <string>

namespace gateway::config {

bool carriesKey(std::string_view header)
{
    constexpr std::array<std::string_view, 5> kNames{
        "authorization", "x-api-key", "api-key", "x-goog-api-key", "proxy-authorization"};
    return std::ranges::any_of(kNames, [&](std::string_view name) { return equalsIgnoringCase(name, header); });
}

bool soundsLikeSecret(std::string_view name)
{
    constexpr std::array<std::string_view, 9> kWords{
        "key", "apikey", "token", "accesstoken", "apitoken", "secret", "secretkey", "password", "bearer"};
    std::string plain = asciiLower(name);
    std::erase_if(plain, [](char c) { return c == '_' || c == '-'; });
    return std::ranges::find(kWords, plain) != kWords.end();
}

bool looksLikeKey(const AuthValue& value, bool isHeader)
{
    const bool isSuspicious = isHeader ? carriesKey(value.name) : soundsLikeSecret(value.name);
    return isSuspicious && value.secret.empty() && !value.holdsKey();
}

} // namespace gateway::config
