#include "secret_fields.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <sstream>

namespace gateway::providers {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string plainName(std::string_view name)
{
    std::string plain = asciiLower(trimmed(name, kBlanks));
    std::erase_if(plain, [](char c) { return c == '_' || c == '-'; });
    return plain.starts_with("aws") ? plain.substr(3) : plain;
}

} // namespace

SecretFields::SecretFields(const Secret& secret)
{
    const std::string_view text = trimmed(secret.reveal(), kBlanks);
    if (text.starts_with('{')) {
        const auto json = parseJson(text);
        m_isBrokenJson = !json;
        if (json)
            take(*json, 0);
    } else if (text.find('=') != std::string_view::npos && text.find('=') + 1 < text.size()) {
        takeLines(std::string(text));
    }
}

// "aws sts" and "aws iam" wrap their output in an object.
void SecretFields::take(const Json& object, int depth)
{
    constexpr int kDeepest = 1;
    for (const auto& [name, value] : object.items()) {
        if (value.is_string())
            keep(name, value.get<std::string>());
        else if (value.is_object() && depth < kDeepest)
            take(value, depth + 1);
    }
}

void SecretFields::takeLines(const std::string& text)
{
    static constexpr std::string_view kExport = "export ";
    std::istringstream in(text);
    for (std::string each; std::getline(in, each);) {
        std::string_view line = trimmed(each, kBlanks);
        if (line.starts_with(kExport))
            line.remove_prefix(kExport.size());
        const std::size_t sign = line.find('=');
        // Names have only letters: a key may also contain '='.
        const auto isName = [](char c) {
            return c == '_' || c == ' ' || (asciiLower(c) >= 'a' && asciiLower(c) <= 'z');
        };
        if (sign == std::string_view::npos || sign == 0 || !std::all_of(line.begin(), line.begin() + sign, isName))
            continue;
        keep(std::string(line.substr(0, sign)), std::string(trimmed(line.substr(sign + 1), " \t\"'")));
    }
}

void SecretFields::keep(const std::string& name, std::string value)
{
    m_fields.emplace(plainName(name), Secret(std::move(value)));
}

const std::string& SecretFields::text(const std::string& name) const
{
    static const std::string kNone;
    const auto found = m_fields.find(name);
    return found == m_fields.end() ? kNone : found->second.reveal();
}

} // namespace gateway::providers
