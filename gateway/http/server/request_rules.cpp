#include "request_rules.h"

#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::http {

namespace {

tl::unexpected<Error> malformed(std::string_view what)
{
    return failure(ErrorKind::BadRequest, {QT_TRANSLATE_NOOP("Error", "The request is not well-formed HTTP: %1."), {std::string(what)}});
}

// uri-host [ ":" port ], loosely: every character that may occur in one, and none that would allow a second authority,
// a path or user data. Source: RFC 9110 §7.2, RFC 3986 §3.2.2.
bool isHost(std::string_view text)
{
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon != std::string_view::npos && text.find_first_not_of("0123456789", colon + 1) != std::string_view::npos)
        return false; // the port
    static constexpr auto kAllowed = asciiSet("-._~%!$&'()*+;=:[]");
    return std::all_of(text.begin(), text.end(), [](char c) { return kAllowed[static_cast<unsigned char>(c)]; });
}

void setHost(RequestHead& head, std::string_view host)
{
    head.host.resize(host.size());
    std::transform(host.begin(), host.end(), head.host.begin(), [](char c) { return asciiLower(c); });
}

Result<void> checkHost(RequestHead& head, bool isHttp11)
{
    const std::size_t hosts = head.headers.count("host");
    if (hosts > 1)
        return malformed("the Host header was sent " + std::to_string(hosts) + " times. Send it once");
    if (hosts == 0 && isHttp11)
        return malformed("the Host header is missing");
    const std::string_view host = head.headers.find("host").value_or(std::string_view{});
    if (!isHost(host))
        return malformed("the Host header does not contain a host name");
    setHost(head, host);
    return {};
}

Error needsEncryption()
{
    Error error;
    error.kind = ErrorKind::BadRequest;
    error.status = 421;
    error.message = {QT_TRANSLATE_NOOP("Error", "The request target is an https URL, but the request arrived over plain HTTP. Send it to the HTTPS port, or use an "
        "http URL or only the path as its target.")};
    return error;
}

// Reduces "http://host/path" to "/path"; its host overrides the Host header. An "https" target requires TLS. Source:
// RFC 9110 §7.4.
Result<void> reduceAbsoluteForm(RequestHead& head)
{
    constexpr std::string_view kHttps = "https";
    const std::size_t scheme = head.target.find("://");
    if (scheme == std::string::npos
        || (!equalsIgnoringCase(std::string_view(head.target).substr(0, scheme), "http")
            && !equalsIgnoringCase(std::string_view(head.target).substr(0, scheme), kHttps)))
        return malformed("the target must start with a slash");
    if (scheme == kHttps.size() && !head.isSecure)
        return failure(needsEncryption());
    const std::size_t authority = scheme + 3;
    const std::size_t end = std::min(head.target.find_first_of("/?", authority), head.target.size());
    const std::string host = head.target.substr(authority, end - authority);
    if (host.empty() || !isHost(host)) // user data is rejected, too. Source: RFC 9110 §4.2.4.
        return malformed("the target's host is not valid");
    setHost(head, host);
    head.target.erase(0, end);
    if (head.target.empty() || head.target.front() == '?')
        head.target.insert(0, 1, '/');
    return {};
}

Result<void> splitTarget(RequestHead& head)
{
    if (head.target.find('#') != std::string::npos)
        return malformed("the target has a fragment");
    if (head.target == "*" && head.method == "OPTIONS") {
        head.path = head.target;
        return {};
    }
    if (head.target.empty() || head.target.front() != '/') {
        Result<void> reduced = reduceAbsoluteForm(head);
        if (!reduced)
            return reduced;
    }
    const std::size_t mark = std::min(head.target.find('?'), head.target.size());
    head.path.assign(head.target, 0, mark);
    if (mark < head.target.size())
        head.query.assign(head.target, mark + 1);
    return {};
}

Error unknownCoding()
{
    Error error;
    error.kind = ErrorKind::BadRequest;
    error.status = 501;
    error.message = {QT_TRANSLATE_NOOP("Error", "The only supported transfer coding is chunked. Send the body chunked, or with Content-Length; to compress it, use "
        "Content-Encoding.")};
    return error;
}

// Anything but a single final "chunked" would leave the end of the body open: Beast treats "chunked, gzip" as a request
// without a body, but not after another coding. Source: RFC 9112 §6.1, §6.3.
Result<void> checkTransferCoding(const Headers& headers, bool isHttp11)
{
    const std::size_t count = headers.count("transfer-encoding");
    if (count == 0)
        return {};
    if (!isHttp11)
        return malformed("HTTP/1.0 has no transfer coding");
    if (count == 1 && equalsIgnoringCase(*headers.find("transfer-encoding"), "chunked"))
        return {};
    std::string codings; // several fields are one list. Source: RFC 9110 §5.3.
    for (const auto& [name, value] : headers.fields())
        if (equalsIgnoringCase(name, "transfer-encoding"))
            codings.append(value).append(1, ',');
    std::string_view rest = codings;
    rest.remove_suffix(1);
    const std::size_t last = rest.rfind(',');
    if (last == std::string_view::npos || !equalsIgnoringCase(trimmed(rest.substr(last + 1)), "chunked"))
        return malformed("chunked must be the last transfer coding");
    for (rest = rest.substr(0, last + 1); !rest.empty(); rest.remove_prefix(rest.find(',') + 1)) {
        const std::string_view name = trimmed(rest.substr(0, rest.find_first_of(",;")));
        if (name.empty() || equalsIgnoringCase(name, "chunked"))
            return malformed("a transfer coding has no name, or chunked appears more than once");
    }
    return failure(unknownCoding());
}

} // namespace

Result<void> checkRequest(RequestHead& head, bool isHttp11)
{
    Result<void> checked = checkTransferCoding(head.headers, isHttp11);
    if (checked)
        checked = checkHost(head, isHttp11);
    if (checked)
        checked = splitTarget(head);
    return checked;
}

const char* lineFault(std::string_view headBytes)
{
    for (std::size_t end = headBytes.find('\n'); end != std::string_view::npos; end = headBytes.find('\n', end + 1)) {
        if (end == 0 || headBytes[end - 1] != '\r')
            return "a line ends with a bare line feed";
        if (end + 1 < headBytes.size() && (headBytes[end + 1] == ' ' || headBytes[end + 1] == '\t'))
            return "a header line is folded";
    }
    return nullptr;
}

bool asksForWebSocket(const Headers& headers)
{
    return headers.hasToken("upgrade", "websocket") && headers.hasToken("connection", "upgrade");
}

} // namespace gateway::http
