#include "redaction.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/key_shape.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace gateway::secrets {

namespace {

// Names whose value is a key, in headers, JSON, queries and assignments.
constexpr std::array<std::string_view, 12> kNames{
    "authorization", "x-api-key", "x-goog-api-key", "api-key", "api_key", "apikey", "access_token", "refresh_token",
    "client_secret", "password", "passwd", "x-subscription-token",
};
// Only as URL parameters: elsewhere they are ordinary words.
constexpr std::array<std::string_view, 3> kParameters{"key", "token", "secret"};
constexpr std::array<std::string_view, 3> kSchemes{"bearer ", "basic ", "token "};

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Most positions of a text are skipped by checking two characters: the bits of the first one are the classes of
// possible second ones. A letter's class contains both cases, and a few other characters.
using Beginnings = std::array<std::uint32_t, 256>;

constexpr std::uint32_t classOf(char second) { return 1U << (static_cast<unsigned char>(second) & 0x1FU); }

constexpr void addBeginning(Beginnings& all, char first, char second)
{
    all[static_cast<unsigned char>(first)] |= classOf(second);
}

constexpr bool mayBegin(const Beginnings& all, char first, char second)
{
    return (all[static_cast<unsigned char>(first)] & classOf(second)) != 0;
}

constexpr Beginnings beginningsOfShapes()
{
    Beginnings all{};
    const auto addAnyCase = [&all](std::string_view text) {
        addBeginning(all, asciiLower(text[0]), text[1]);
        addBeginning(all, upper(text[0]), text[1]);
    };
    for (const std::string_view name : kNames)
        addAnyCase(name);
    for (const std::string_view name : kParameters)
        addAnyCase(name);
    for (const std::string_view scheme : kSchemes)
        addAnyCase(scheme);
    for (const std::string_view prefix : kKeyPrefixes)
        addBeginning(all, prefix[0], prefix[1]);
    return all;
}

constexpr Beginnings kShapes = beginningsOfShapes();

constexpr bool isWord(char c)
{
    return (c >= '0' && c <= '9') || (asciiLower(c) >= 'a' && asciiLower(c) <= 'z') || c == '_';
}

bool startsWith(std::string_view text, std::string_view lowerCase)
{
    return text.size() >= lowerCase.size()
        && std::equal(lowerCase.begin(), lowerCase.end(), text.begin(), [](char a, char b) { return a == asciiLower(b); });
}

std::size_t keyLength(std::string_view text)
{
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isKeyCharacter) - text.begin());
}

/// The length of the value at the beginning of `text`, up to any terminator.
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
    for (const std::string_view prefix : kKeyPrefixes) {
        if (!text.starts_with(prefix))
            continue;
        const std::size_t length = keyLength(text.substr(prefix.size()));
        if (length >= kLeastKeyLength)
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

/// The length of the separator between a name and its value: `": "`, `=`, `: ` and the like; 0: no value follows.
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

Found findShape(std::string_view text, bool isParameter)
{
    Found found = findNamed(text, isParameter);
    if (found.mask == 0)
        found = findScheme(text);
    return found.mask == 0 ? findPrefixed(text) : found;
}

/// Detects a key at `at`, considering the text before it.
Found shapeAt(std::string_view text, std::size_t at)
{
    if (!mayBegin(kShapes, text[at], text[at + 1]))
        return {};
    const char before = at > 0 ? text[at - 1] : ' ';
    return isWord(before) ? Found{} : findShape(text.substr(at), before == '?' || before == '&');
}

std::string withoutShapes(std::string text)
{
    std::string result;
    std::size_t done = 0; // how much of the text is in the result
    for (std::size_t at = 0; at + 1 < text.size();) {
        const Found found = shapeAt(text, at);
        if (found.mask == 0) {
            ++at;
            continue;
        }
        result.append(text, done, at - done + found.keep).append(Redactor::kMask);
        at += found.keep + found.mask;
        done = at;
    }
    if (done == 0)
        return text;
    result.append(text, done);
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
    for (const Secret& secret : m_known)
        for (Beginnings* const beginnings : {&m_beginnings, &m_all})
            addBeginning(*beginnings, secret.reveal()[0], secret.reveal()[1]);
}

const Redactor::Beginnings& Redactor::shapes() { return kShapes; }

std::string Redactor::redact(std::string_view text) const
{
    std::string masked(text);
    mask(masked);
    return masked;
}

Sentence Redactor::redacted(const Sentence& sentence) const
{
    if (sentence.pattern.empty())
        return asIs(redact(sentence.text));
    Sentence clean = sentence;
    for (Sentence& value : clean.values)
        value = redacted(value);
    return clean;
}

void Redactor::mask(std::string& text) const
{
    if (holdsAny(text))
        text = withoutShapes(redactKnown(text));
}

std::string Redactor::redactKnown(std::string_view text) const
{
    std::string known(text);
    if (holdsKnown(text))
        for (const Secret& secret : m_known)
            replaceAll(known, secret.reveal());
    return known;
}

bool Redactor::beginsKnown(std::string_view text) const
{
    return std::ranges::any_of(m_known, [text](const Secret& known) { return text.starts_with(known.reveal()); });
}

bool Redactor::holdsKnown(std::string_view text) const
{
    for (std::size_t at = 0; at + kShortest <= text.size(); ++at)
        if (mayBegin(m_beginnings, text[at], text[at + 1]) && beginsKnown(text.substr(at)))
            return true;
    return false;
}

/// Whether there is anything to mask; nearly no text has any, and is scanned only once.
bool Redactor::holdsAny(std::string_view text) const
{
    for (std::size_t at = 0; at + 1 < text.size(); ++at)
        if (mayBegin(m_all, text[at], text[at + 1]) && (shapeAt(text, at).mask > 0 || beginsKnown(text.substr(at))))
            return true;
    return false;
}

} // namespace gateway::secrets
