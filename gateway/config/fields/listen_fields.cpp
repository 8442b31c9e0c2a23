#include "field_table.h"
#include "fields.h"

#include <QtGlobal>

namespace gateway::config {

namespace {

constexpr int kMaxPort = 65535;
constexpr std::int64_t kMebibyte = 1024 * kKibibyte;

FieldTable<ListenSettings> tlsFields()
{
    using L = ListenSettings;
    return {
        row("certificate", &L::tlsCertificate, orNull(text()),
            "Path of a PEM file with the certificate and its chain; null: issued by the local certificate authority."),
        row("key", &L::tlsKey, orNull(text()), "Path of a PEM file with the private key of the certificate."),
    };
}

/// "own", "all", or a list of user names.
Shape<LocalUsers> localUsersShape()
{
    const Shape<std::vector<std::string>> names = listOf(text(rules::kUser));
    const auto isWord = [](const Json& node) { return node == "own" || node == "all"; };
    auto read = [=](const Json& node, LocalUsers& value, const Place& place) {
        LocalUsers found;
        if (node.is_array()) {
            found.mode = "names";
            names.read(node, found.names, place);
            if (node.empty())
                place.error(QT_TRANSLATE_NOOP("Configuration", "must name at least one user, or be \"own\" or \"all\""));
        } else if (isWord(node)) {
            found.mode = node.get<std::string>();
        } else {
            reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "\"own\", \"all\" or a list of user names"), node);
        }
        value = found;
    };
    auto write = [=](const LocalUsers& value) { return value.mode == "names" ? names.write(value.names) : Json(value.mode); };
    auto update = [=](Json& node, const LocalUsers& from, const LocalUsers& to) {
        if (node.is_array() && to.mode == "names")
            names.update(node, from.names, to.names);
        else
            node = write(to);
    };
    auto schema = [=] { return Json{{"anyOf", Json::array({wordSchema({"own", "all"}), names.schema()})}}; };
    return {std::move(read), std::move(write), std::move(update), std::move(schema)};
}

FieldTable<ListenSettings> listenFields()
{
    using L = ListenSettings;
    return {
        row("address", &L::address, text(rules::kListenAddress),
            "Address to listen on: an IP address or \"localhost\". 127.0.0.1 includes ::1; 0.0.0.0 means all IPv4 addresses of the machine, :: all IPv6 addresses. "
            "Any address other than loopback needs at least one consumer key."),
        row("http_port", &L::httpPort, wholeNumber(0, kMaxPort), "TCP port for HTTP; 0: any free port."),
        row("https_port", &L::httpsPort, orNull(wholeNumber(0, kMaxPort)),
            "TCP port for HTTPS; 0: any free port, null: HTTPS disabled."),
        row("require_key", &L::requireKey,
            oneOf<RequireKey>({{RequireKey::Auto, "auto"}, {RequireKey::Always, "always"}}),
            "\"auto\": local callers need no key; \"always\": every caller needs a consumer key."),
        row("local_users", &L::localUsers, localUsersShape(),
            "Users of this machine that count as local callers: \"own\" (the user that runs Signalbox, and root), \"all\", or a list of user names. Everyone else "
            "needs a key."),
        row("allowed_hosts", &L::allowedHosts, listOf(text(rules::kDomain)),
            "Host names accepted in requests, in addition to loopback names, the listen address and the domains of routes."),
        row("allowed_origins", &L::allowedOrigins, listOf(text(rules::kOrigin)),
            "Origins of web pages that may send requests and read answers, such as https://app.example.com or http://localhost:3000; vscode-webview://* allows every "
            "origin of an app's own scheme. Pages of other origins, including other ports of this machine, are refused."),
        row("trusted_proxies", &L::trustedProxies, listOf(text(rules::kNetwork)),
            "Addresses and networks of trusted reverse proxies, such as 127.0.0.1 or 10.0.0.0/8. The client's address is taken from their Forwarded or "
            "X-Forwarded-For header. A request with such a header from anywhere else needs a key."),
        row("max_header_bytes", &L::maxHeaderBytes, wholeNumber<std::int64_t>(kKibibyte, kMebibyte),
            "Maximum size of a request header."),
        row("max_body_bytes", &L::maxBodyBytes, wholeNumber<std::int64_t>(kKibibyte, 4096 * kMebibyte),
            "Maximum size of a request body."),
        row("max_total_body_bytes", &L::maxTotalBodyBytes, wholeNumber<std::int64_t>(kMebibyte, 1024 * 1024 * kMebibyte),
            "Memory limit for all request and answer bodies held at the same time; one caller may use a quarter of it. Above it, requests are refused with status "
            "503 and code overloaded_here."),
        row("stream_comment_ms", &L::streamComment_ms, wholeNumber(1, kHour_ms),
            "Keep-alive interval of streams: a comment is sent after this long without data."),
        group("tls", tlsFields(), "Certificate for HTTPS; without it, Signalbox issues its own."),
    };
}

// A certificate is useless without its key.
void checkTls(const Json&, const ListenSettings& listen, const Place& place)
{
    if (listen.tlsCertificate.has_value() != listen.tlsKey.has_value())
        place.field("tls").error(QT_TRANSLATE_NOOP("Configuration", "must have both \"certificate\" and \"key\", or neither"));
}

} // namespace

const Shape<ListenSettings>& listenShape()
{
    static const Shape<ListenSettings> shape = object<ListenSettings>({listenFields(), checkTls});
    return shape;
}

} // namespace gateway::config
