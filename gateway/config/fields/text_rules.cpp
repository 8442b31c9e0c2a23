#include "text_rules.h"

#include "web_address.h"

#include "gateway/config/settings/settings.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/secret_reference.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/key_shape.h"
#include "gateway/core/text/pattern.h"
#include "gateway/core/text/utf8.h"

#include <QDate>
#include <QHostAddress>
#include <QString>
#include <QTimeZone>
#include <QUrl>

#include <algorithm>
#include <array>

namespace gateway::config {

namespace {

constexpr std::string_view kAnonymous = "anonymous"; // callers without a key

QString fromText(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

bool isOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isLower(char c) { return c >= 'a' && c <= 'z'; }
bool isHexLower(char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); }
// Source: RFC 9110 §5.6.2
bool isTokenCharacter(char c) { return isDigit(c) || isUpper(c) || isLower(c) || isOneOf(c, "!#$%&'*+-.^_`|~"); }
bool isHostCharacter(char c) { return isDigit(c) || isUpper(c) || isLower(c) || isOneOf(c, "-_."); }

template <class Test> bool all(std::string_view text, Test test) { return std::all_of(text.begin(), text.end(), test); }

/// Whether it contains a character, such as a mark that changes the text direction, that makes a name look like
/// another.
bool holdsUnseen(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i)
        if (unseenAt(text.substr(i)) > 0)
            return true;
    return false;
}

constexpr const char* kUnseen = QT_TRANSLATE_NOOP("Configuration", "must not contain invisible characters such as text direction marks");

Sentence idProblem(std::string_view text)
{
    if (holdsUnseen(text))
        return Sentence::of(kUnseen);
    return Sentence::of(text.find_first_of("/ ") == std::string_view::npos ? "" : QT_TRANSLATE_NOOP("Configuration", "must not contain a slash or a space"));
}

Sentence consumerProblem(std::string_view text)
{
    if (holdsUnseen(text))
        return Sentence::of(kUnseen);
    if (trimmed(text).empty())
        return QT_TRANSLATE_NOOP("Configuration", "must not be blank");
    if (text == kOwnConsumer)
        return QT_TRANSLATE_NOOP("Configuration", "must be another name: \"Signalbox\" is reserved for requests from its own window");
    return Sentence::of(text == kAnonymous ? QT_TRANSLATE_NOOP("Configuration", "must be another name: \"anonymous\" stands for every caller without a key") : "");
}

Sentence referenceProblem(std::string_view text)
{
    const auto reference = SecretReference::parse(text);
    if (reference && reference->store == SecretReference::Store::Environment && hasKeyShape(reference->name))
        return QT_TRANSLATE_NOOP("Configuration", "looks like a key, not like the name of a variable: put the key into a variable and write its name, such as "
        "env:DEEPSEEK_API_KEY, or store it in the keychain");
    if (reference && reference->store != SecretReference::Store::File && beginsLikeKey(reference->name))
        return QT_TRANSLATE_NOOP("Configuration", "looks like a key, not like a name: write a name such as deepseek/main, and store the key under it");
    if (reference)
        return {};
    if (SecretReference::parse(std::string(text) + 'x')) // a store without a name
        return {QT_TRANSLATE_NOOP("Configuration", "the name after \"%1\" is missing"), {std::string(text)}};
    return QT_TRANSLATE_NOOP("Configuration", "is not a secret reference: write keychain:NAME, vault:NAME, env:NAME, file:PATH or session:NAME, never the key itself");
}

/// `isRight`: whether scheme and path are valid; `otherwise`: the requirement.
Sentence urlProblem(const QUrl& url, std::string_view text, bool isRight, const char* otherwise)
{
    if (url.port() == 0)
        return QT_TRANSLATE_NOOP("Configuration", "has port 0; a port is a number from 1 to 65535");
    const bool isPlain = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasFragment();
    return isRight && isPlain ? hostSpellingProblem(url, text) : Sentence::of(otherwise);
}

Sentence listUrlProblem(std::string_view text)
{
    const QUrl url(fromText(text), QUrl::StrictMode);
    const bool isSafe = url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && isLoopbackAddress(url.host().toStdString()));
    return urlProblem(url, text, isSafe, QT_TRANSLATE_NOOP("Configuration", "must be an https:// URL without user name, password or fragment; http:// is allowed "
        "only for this machine, such as http://127.0.0.1:8000/prices.json"));
}

Sentence collectorProblem(std::string_view text)
{
    return Sentence::of(text == "env" || webUrlProblem(text).isEmpty() ? "" : QT_TRANSLATE_NOOP("Configuration", "must be an http:// or https:// URL without user "
        "name, password or fragment, or \"env\""));
}

Sentence proxyUrlProblem(std::string_view text)
{
    const QUrl url(fromText(text), QUrl::StrictMode);
    const bool known = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("socks5") || url.scheme() == QLatin1String("socks5h");
    const bool bare = !url.hasQuery() && (url.path().isEmpty() || url.path() == QLatin1String("/"));
    return urlProblem(url, text, known && bare, QT_TRANSLATE_NOOP("Configuration", "must be \"system\", \"none\" or a URL such as http://host:3128, "
        "socks5://host:1080 or socks5h://host:1080; put user name and password into {\"url\", \"user\", \"secret\"}"));
}

Sentence addressProblem(std::string_view text)
{
    return Sentence::of(text == "localhost" || addressLiteral(text).has_value()
        ? ""
        : QT_TRANSLATE_NOOP("Configuration", "must be an IP address such as 127.0.0.1, 0.0.0.0 or ::1, or \"localhost\""));
}

Sentence networkProblem(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    const bool isNetwork = slash == std::string_view::npos || QHostAddress::parseSubnet(fromText(text)).second >= 0;
    return Sentence::of(addressLiteral(address) && isNetwork
        ? ""
        : QT_TRANSLATE_NOOP("Configuration", "must be an IP address such as 127.0.0.1 or ::1, or a network such as 10.0.0.0/8 or fd00::/8"));
}

Sentence userProblem(std::string_view text)
{
    const bool isName = !text.empty() && all(text, [](char c) { return isTokenCharacter(c) || c == '\\' || c == '@'; });
    return Sentence::of(isName ? "" : QT_TRANSLATE_NOOP("Configuration", "must be the name or id of a user of this machine"));
}

bool isHost(std::string_view text)
{
    if (text.starts_with('[') && text.ends_with(']'))
        text = text.substr(1, text.size() - 2);
    const bool named = !text.empty() && !text.starts_with('.') && text.find("..") == std::string_view::npos
        && all(text, [](char c) { return isHostCharacter(c) || static_cast<unsigned char>(c) >= 0x80; });
    const bool address = text.find(':') != std::string_view::npos && addressLiteral(text).has_value();
    return named || address;
}

Sentence hostProblem(std::string_view text)
{
    return Sentence::of(isHost(text) ? "" : QT_TRANSLATE_NOOP("Configuration", "must be a host name such as ai.example.com, without scheme, port or path"));
}

Sentence domainProblem(std::string_view text)
{
    const std::string_view star = text.substr(0, text.starts_with("*.") ? 2 : 0);
    text.remove_prefix(star.size());
    const bool isAscii = all(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    // Clients send only this form. Source: RFC 5890 §2.3.2.1.
    if (const QByteArray ascii = isAscii ? QByteArray() : QUrl::toAce(fromText(text)); !ascii.isEmpty())
        return {QT_TRANSLATE_NOOP("Configuration", "must be written as clients send it: %1"), {std::string(star) + ascii.toStdString()}};
    return Sentence::of(isAscii && isHost(text) ? ""
                        : QT_TRANSLATE_NOOP("Configuration", "must be a host name such as ai.example.com or *.example.com, without scheme, port or path"));
}

Sentence originProblem(std::string_view text)
{
    const auto mark = text.find("://");
    const bool right = mark != std::string_view::npos && mark > 0 && mark + 3 < text.size()
        && text.find_first_of("/?# ", mark + 3) == std::string_view::npos;
    if (!right)
        return QT_TRANSLATE_NOOP("Configuration", "must be an origin such as https://app.example.com, without a path");
    const std::string_view scheme = text.substr(0, mark);
    const bool isWeb = equalsIgnoringCase(scheme, "http") || equalsIgnoringCase(scheme, "https");
    const std::size_t star = text.find('*');
    const bool isWholeScheme = star == mark + 3 && star + 1 == text.size() && !isWeb;
    return Sentence::of(star == std::string_view::npos || isWholeScheme
        ? ""
        : QT_TRANSLATE_NOOP("Configuration", "may contain * only for every origin of an app's own scheme, such as vscode-webview://*; write web origins in full"));
}

Sentence limitNameProblem(std::string_view text)
{
    const bool isName = all(text, [](char c) { return isDigit(c) || isUpper(c) || isLower(c) || isOneOf(c, "._-"); });
    return Sentence::of(isName ? "" : QT_TRANSLATE_NOOP("Configuration", "must consist of letters, digits, dots, hyphens and underscores"));
}

Sentence targetProblem(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const bool isTarget = slash != std::string_view::npos && slash > 0 && slash + 1 < text.size();
    return Sentence::of(isTarget ? "" : QT_TRANSLATE_NOOP("Configuration", "must be a provider and a model, such as ollama/qwen3"));
}

Sentence methodProblem(std::string_view text)
{
    const bool isMethod = all(text, [](char c) { return isUpper(c) || c == '-'; });
    return isMethod ? Sentence() : QT_TRANSLATE_NOOP("Configuration", "must be an HTTP method in upper case, such as POST");
}

Sentence tokenProblem(std::string_view text)
{
    return Sentence::of(all(text, isTokenCharacter) ? "" : QT_TRANSLATE_NOOP("Configuration", "must be the name of a header, such as x-team"));
}

Sentence pathProblem(std::string_view text) { return Sentence::of(text.starts_with('/') ? "" : QT_TRANSLATE_NOOP("Configuration", "must start with a slash")); }

Sentence regexProblem(std::string_view text)
{
    using Lack = Pattern::Problem::Kind;
    const auto problem = Pattern(text).problem();
    if (!problem)
        return {};
    switch (problem->kind) {
    case Lack::Lookaround:
        return {QT_TRANSLATE_NOOP("Configuration", "must be a valid RE2 regular expression; RE2 has no lookahead or lookbehind (%1): add a route for the exceptions "
        "before this route, or list the values"), {problem->what}};
    case Lack::Backreference:
        return {QT_TRANSLATE_NOOP("Configuration", "must be a valid RE2 regular expression; RE2 has no backreferences (%1): write out the alternatives"), {problem->what}};
    case Lack::Possessive:
        return {QT_TRANSLATE_NOOP("Configuration", "must be a valid RE2 regular expression; RE2 has no atomic groups or possessive quantifiers (%1): remove them, "
        "RE2 does not backtrack"), {problem->what}};
    case Lack::Syntax: break;
    }
    return {QT_TRANSLATE_NOOP("Configuration", "must be a valid RE2 regular expression: %1"), {problem->what}};
}

Sentence modelPatternProblem(std::string_view text)
{
    if (text.starts_with('~'))
        return text.size() > 1 ? regexProblem(text.substr(1)) : QT_TRANSLATE_NOOP("Configuration", "must have a regular expression after the ~");
    return Sentence::of(text.find('*') == std::string_view::npos || text.find('*') == text.size() - 1
        ? ""
        : QT_TRANSLATE_NOOP("Configuration", "must be a model name, a prefix followed by *, or ~ followed by a regular expression"));
}

Sentence sha256Problem(std::string_view text)
{
    return Sentence::of(text.size() == 64 && all(text, isHexLower) ? "" : QT_TRANSLATE_NOOP("Configuration", "must be a SHA-256 hash: 64 lower-case hexadecimal digits"));
}

Sentence timestampProblem(std::string_view text)
{
    return Sentence::of(parseTimestamp(text) ? "" : QT_TRANSLATE_NOOP("Configuration", "must be a time such as 2026-12-31T23:59:59Z (RFC 3339)"));
}

Sentence clockProblem(std::string_view text)
{
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    const bool isShaped = text.size() == std::string_view("08:30").size() && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4);
    const bool isTime = isShaped && (text == "24:00" || (text.substr(0, 2) < "24" && text[3] < '6'));
    return Sentence::of(isTime ? "" : QT_TRANSLATE_NOOP("Configuration", "must be a time of day from 00:00 to 24:00, such as 08:30"));
}

Sentence timeZoneProblem(std::string_view text)
{
    const bool isKnown = text == "local" || QTimeZone::isTimeZoneIdAvailable(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    return Sentence::of(isKnown ? "" : QT_TRANSLATE_NOOP("Configuration", "must be \"local\" or the name of a time zone, such as Europe/Berlin"));
}

bool isDay(std::string_view text)
{
    constexpr std::size_t kLength = 10;
    return text.size() == kLength && QDate::fromString(fromText(text), Qt::ISODate).isValid();
}

Sentence dayProblem(std::string_view text) { return Sentence::of(isDay(text) ? "" : QT_TRANSLATE_NOOP("Configuration", "must be a date such as 2026-10-01")); }

Sentence daysProblem(std::string_view text)
{
    const std::size_t dots = text.find("..");
    const bool isSpan = dots != std::string_view::npos && isDay(text.substr(0, dots)) && isDay(text.substr(dots + 2));
    return Sentence::of(isSpan || isDay(text) ? "" : QT_TRANSLATE_NOOP("Configuration", "must be a date such as 2026-10-01, or a range such as 2026-10-01..2026-10-07"));
}

Sentence roomProblem(std::string_view text)
{
    return Sentence::of(all(text, isLower) ? "" : QT_TRANSLATE_NOOP("Configuration", "must be the name of a log category, such as http"));
}

Sentence failureClassProblem(std::string_view text)
{
    if (failureClass(text))
        return {};
    std::string known;
    for (std::size_t i = 0; i < kFailureClasses; ++i)
        known += (known.empty() ? "" : ", ") + std::string(toText(static_cast<FailureClass>(i)));
    return {QT_TRANSLATE_NOOP("Configuration", "must be one of %1"), {known}};
}

} // namespace

namespace rules {

const TextRule kAny{};
const TextRule kId{idProblem, "^[^/ ]+$"};
const TextRule kConsumerName{consumerProblem};
const TextRule kSecretReference{referenceProblem, "^(keychain|env|file|vault|session):."};
const TextRule kBaseUrl{webUrlProblem, "^[Hh][Tt][Tt][Pp][Ss]?://"};
const TextRule kListUrl{listUrlProblem, "^[Hh][Tt][Tt][Pp][Ss]?://"};
const TextRule kCollector{collectorProblem, "^([Hh][Tt][Tt][Pp][Ss]?://|env$)"};
const TextRule kProxyUrl{proxyUrlProblem, "^([Hh][Tt][Tt][Pp]|[Ss][Oo][Cc][Kk][Ss]5)://"};
const TextRule kListenAddress{addressProblem};
const TextRule kNetwork{networkProblem};
const TextRule kUser{userProblem};
const TextRule kHost{hostProblem};
const TextRule kDomain{domainProblem};
const TextRule kOrigin{originProblem, "^[^:*]+://([*]|[^/?#* ]+)$"};
const TextRule kMethod{methodProblem, "^[A-Z-]+$"};
const TextRule kToken{tokenProblem, "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"};
const TextRule kPath{pathProblem, "^/"};
const TextRule kRegex{regexProblem};
const TextRule kModelPattern{modelPatternProblem};
const TextRule kSha256{sha256Problem, "^[0-9a-f]{64}$"};
const TextRule kTimestamp{timestampProblem, nullptr, "date-time"};
const TextRule kClock{clockProblem, "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"};
const TextRule kTimeZone{timeZoneProblem};
const TextRule kDay{dayProblem, nullptr, "date"};
const TextRule kDays{daysProblem, "^[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2})?$"};
const TextRule kLimitName{limitNameProblem, "^[A-Za-z0-9._-]*$"};
const TextRule kTarget{targetProblem, "^[^/]+/."};
const TextRule kRoom{roomProblem, "^[a-z]+$"};
const TextRule kFailureClass{failureClassProblem};

} // namespace rules

bool isLoopbackAddress(std::string_view address)
{
    return address == "localhost" || (addressLiteral(address) && addressLiteral(address)->isLoopback());
}

bool isNearUrl(std::string_view url)
{
    const QString host = QUrl(fromText(url)).host();
    QHostAddress address;
    if (!address.setAddress(host)) {
        constexpr std::array kEnds{".local", ".localhost", ".lan", ".internal", ".home.arpa"};
        const auto isEnd = [&host](const char* end) { return host.endsWith(QLatin1String(end), Qt::CaseInsensitive); };
        return !host.contains(u'.') || std::ranges::any_of(kEnds, isEnd);
    }
    constexpr std::array kNets{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"};
    const auto isIn = [&address](const char* net) { return address.isInSubnet(QHostAddress::parseSubnet(QLatin1String(net))); };
    return address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast() || std::ranges::any_of(kNets, isIn);
}

} // namespace gateway::config
