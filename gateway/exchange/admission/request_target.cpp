#include "request_target.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/secrets/consumer_key.h"

#include <QByteArray>

#include <algorithm>
#include <vector>

namespace gateway::exchange {

namespace {

/// The server decodes once, and proxies before it may decode, too.
constexpr int kMostDecodings = 3;

/// Some servers treat a backslash as a slash. Source: WHATWG URL Standard, "path state"; read 2026-11-26.
constexpr std::string_view kSlashes = "/\\";

QByteArray bytesOf(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

/// Calls `take` with each part of `text` between any of `ends`, including empty ones, until it returns true.
template <class Take> bool anySegment(std::string_view text, std::string_view ends, Take take)
{
    for (;;) {
        const std::size_t end = text.find_first_of(ends);
        if (take(text.substr(0, end)))
            return true;
        if (end == std::string_view::npos)
            return false;
        text.remove_prefix(end + 1);
    }
}

/// Some servers remove what follows a semicolon before they resolve the path. Source: RFC 3986 §3.3, §5.2.4.
bool isDotSegment(std::string_view segment)
{
    const std::string_view name = segment.substr(0, segment.find(';'));
    return name == "." || name == "..";
}

/// Source: WHATWG URL, application/x-www-form-urlencoded parsing.
std::string decodedField(std::string_view field)
{
    QByteArray bytes = bytesOf(field);
    bytes.replace('+', ' ');
    return QByteArray::fromPercentEncoding(bytes).toStdString();
}

std::string nameOf(std::string_view field) { return decodedField(field.substr(0, field.find('='))); }

/// The fields of `query` that `isKept` accepts.
template <class IsKept> std::string filtered(std::string_view query, IsKept isKept)
{
    std::string kept;
    anySegment(query, "&", [&](std::string_view field) {
        if (!field.empty() && isKept(field))
            kept.append(kept.empty() ? "" : "&").append(field);
        return false;
    });
    return kept;
}

} // namespace

Result<void> checkPath(std::string_view path)
{
    if (path.find("/.") == std::string_view::npos && path.find_first_of("%\\") == std::string_view::npos)
        return {}; // the common case
    QByteArray decoded = bytesOf(path);
    for (int i = 0; i <= kMostDecodings; ++i) {
        if (anySegment(viewOf(decoded), kSlashes, isDotSegment))
            return failure(ErrorKind::BadRequest, {QT_TRANSLATE_NOOP("Error", "The path has a \".\" or \"..\" segment that leads out of this endpoint. Send the path without it.")});
        decoded = QByteArray::fromPercentEncoding(decoded);
    }
    return {};
}

std::string queryForProvider(std::string_view query)
{
    static constexpr std::string_view kKey = "key";
    return filtered(query, [](std::string_view field) {
        return !equalsIgnoringCase(nameOf(field), kKey) && !secrets::holdsConsumerKey(decodedField(field));
    });
}

std::string queryBeside(std::string_view query, std::string_view own)
{
    std::vector<std::string> names;
    anySegment(own, "&", [&names](std::string_view field) {
        names.push_back(nameOf(field));
        return false;
    });
    return filtered(query, [&names](std::string_view field) {
        const std::string name = nameOf(field);
        return std::ranges::none_of(names, [&name](const std::string& each) { return equalsIgnoringCase(each, name); });
    });
}

} // namespace gateway::exchange
