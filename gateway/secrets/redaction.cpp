#include "redaction.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace gateway::secrets {

namespace {

// How the keys of well-known providers begin; an AWS key id, a Slack-like token
// and a JSON web token are among them.
constexpr std::array<std::string_view, 17> kPrefixes{
    "sk-",
    "sb-",
    "pk-",
    "rk-",
    "gsk_",
    "xai-",
    "hf_",
    "ghp_",
    "gho_",
    "github_pat_",
    "glpat-",
    "nvapi-",
    "AIza",
    "AKIA",
    "bce-v3/",
    "pplx-",
    "eyJ",
};
constexpr std::size_t kKeyLength = 12; // behind a prefix, at least

// Names whose value is a key, in headers, JSON, queries and assignments.
constexpr std::array<std::string_view, 12> kNames{
    "authorization", "x-api-key", "x-goog-api-key", "api-key", "api_key", "apikey", "access_token", "refresh_token",
    "client_secret", "password", "passwd", "x-subscription-token",
};
// Only as parameters of a URL: elsewhere they are ordinary words.
constexpr std::array<std::string_view, 3> kParameters{"key", "token", "secret"};
constexpr std::array<std::string_view, 3> kSchemes{"bearer ", "basic ", "token "};

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool isWord(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '_';
}

/// A character that keys are made of.
constexpr bool isKey(char c)
{
    return isWord(c) || c == '-' || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
}

bool startsWith(std::string_view text, std::string_view lowerCase)
{
    return text.size() >= lowerCase.size()
        && std::equal(lowerCase.begin(), lowerCase.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

std::size_t keyLength(std::string_view text)
{
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isKey) - text.begin());
}

/// The length of the value that begins `text`, up to what ends one anywhere.
std::size_t valueLength(std::string_view text)
{
    return std::min(text.find_first_of(" \t\r\n\"'&,;}<>\\"), text.size());
}

struct Found {
    std::size_t keep = 0; ///< bytes before the key that stay
    std::size_t mask = 0; ///< bytes of the key; 0: no key here
};

Found findPrefixed(std::string_view text)
{
    for (const std::string_view prefix : kPrefixes) {
        if (!text.starts_with(prefix))
            continue;
        const std::size_t length = keyLength(text.substr(prefix.size()));
        if (length >= kKeyLength)
            return {0, prefix.size() + length};
    }
    return {};
}

Found findScheme(std::string_view text)
{
    static constexpr std::size_t kShortestToken = 8;
    for (const std::string_view scheme : {kSchemes[0], kSchemes[1]}) {
        if (!startsWith(text, scheme))
            continue;
        const std::size_t length = keyLength(text.substr(scheme.size()));
        if (length >= kShortestToken)
            return {scheme.size(), length};
    }
    return {};
}

/// What stands between a name and its value: `": "`, `=`, `: ` and the like; 0: no value follows.
std::size_t assignment(std::string_view text)
{
    std::size_t at = 0;
    const auto skip = [&](std::string_view any) {
        while (at < text.size() && any.find(text[at]) != std::string_view::npos)
            ++at;
    };
    skip("\\\"' ");
    if (at == text.size() || (text[at] != ':' && text[at] != '='))
        return 0;
    ++at;
    skip("\\\"' ");
    return at;
}

Found findNamed(std::string_view text, bool isParameter)
{
    const auto valueOf = [&](std::string_view name) -> Found {
        std::size_t keep = assignment(text.substr(name.size()));
        if (keep == 0)
            return {};
        keep += name.size();
        for (const std::string_view scheme : kSchemes)
            if (startsWith(text.substr(keep), scheme))
                keep += scheme.size();
        return {keep, valueLength(text.substr(keep))};
    };
    for (const std::string_view name : kNames)
        if (startsWith(text, name))
            return valueOf(name);
    for (const std::string_view name : kParameters)
        if (isParameter && startsWith(text, name) && text.substr(name.size()).starts_with('='))
            return valueOf(name);
    return {};
}

std::string withoutShapes(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char before = at > 0 ? text[at - 1] : ' ';
        if (isWord(before) || !isWord(text[at])) {
            result += text[at++];
            continue;
        }
        const std::string_view rest = text.substr(at);
        Found found = findNamed(rest, before == '?' || before == '&');
        if (found.mask == 0)
            found = findScheme(rest);
        if (found.mask == 0)
            found = findPrefixed(rest);
        if (found.mask == 0) {
            result += text[at++];
            continue;
        }
        result += rest.substr(0, found.keep);
        result += Redactor::kMask;
        at += found.keep + found.mask;
    }
    return result;
}

void replaceAll(std::string& text, const std::string& what)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += Redactor::kMask.size())
        text.replace(at, what.size(), Redactor::kMask);
}

} // namespace

Redactor::Redactor(const std::vector<Secret>& secrets)
{
    for (const Secret& secret : secrets) {
        const std::string& text = secret.reveal();
        if (text.size() < kShortest)
            continue;
        m_known.push_back(secret);
        const QByteArray plain = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
        if (std::string encoded = plain.toPercentEncoding().toStdString(); encoded != text)
            m_known.emplace_back(std::move(encoded));
    }
    std::stable_sort(m_known.begin(), m_known.end(),
                     [](const Secret& a, const Secret& b) { return a.reveal().size() > b.reveal().size(); });
}

std::string Redactor::redact(std::string_view text) const { return withoutShapes(redactKnown(text)); }

std::string Redactor::redactKnown(std::string_view text) const
{
    std::string known(text);
    for (const Secret& secret : m_known)
        replaceAll(known, secret.reveal());
    return known;
}

} // namespace gateway::secrets
