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
            "Path of a PEM file with the certificate and its chain; null is one of the program's own authority."),
        row("key", &L::tlsKey, orNull(text()), "Path of a PEM file with the certificate's private key."),
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
            "Where to listen: an IP address, or \"localhost\". 127.0.0.1 means ::1 too; 0.0.0.0 is every IPv4 address of "
            "the machine, :: every IPv6 address. Beyond loopback at least one consumer key is needed."),
        row("http_port", &L::httpPort, wholeNumber(0, kMaxPort), "TCP port for HTTP; 0 is any free one."),
        row("https_port", &L::httpsPort, orNull(wholeNumber(0, kMaxPort)),
            "TCP port for HTTPS; 0 is any free one, null is off."),
        row("require_key", &L::requireKey,
            oneOf<RequireKey>({{RequireKey::Auto, "auto"}, {RequireKey::Always, "always"}}),
            "\"auto\" lets local callers in without a key; \"always\" requires a known consumer key."),
        row("local_users", &L::localUsers, localUsersShape(),
            "Which users of this machine are local callers: \"own\" is the user that runs Signalbox (and root), \"all\" is "
            "everyone, and a list names users. Everyone else needs a key."),
        row("allowed_hosts", &L::allowedHosts, listOf(text(rules::kDomain)),
            "Host names that requests may name, beside loopback names, the listen address and the domains of routes."),
        row("allowed_origins", &L::allowedOrigins, listOf(text(rules::kOrigin)),
            "Origins of web pages that may call and read answers, such as https://app.example.com or http://localhost:3000; "
            "vscode-webview://* is all of an app's own scheme. Pages of any other origin, other ports of this machine among them, "
            "are refused."),
        row("trusted_proxies", &L::trustedProxies, listOf(text(rules::kNetwork)),
            "Addresses and networks of reverse proxies, such as 127.0.0.1 or 10.0.0.0/8. The client's address is taken from "
            "their Forwarded or X-Forwarded-For header. A request with such a header from anyone else needs a key."),
        row("max_header_bytes", &L::maxHeaderBytes, wholeNumber<std::int64_t>(kKibibyte, kMebibyte),
            "Longest request head that is read."),
        row("max_body_bytes", &L::maxBodyBytes, wholeNumber<std::int64_t>(kKibibyte, 4096 * kMebibyte),
            "Longest request body that is read."),
        row("max_total_body_bytes", &L::maxTotalBodyBytes, wholeNumber<std::int64_t>(kMebibyte, 1024 * 1024 * kMebibyte),
            "Memory for all request and answer bodies that are held at once; one caller may use a quarter of it. Beyond it, "
            "requests are refused with status 503 and the code overloaded_here."),
        row("stream_comment_ms", &L::streamComment_ms, wholeNumber(1, kHour_ms),
            "How long the client of an event stream waits before it gets a comment as a sign of life."),
        group("tls", tlsFields(), "The certificate for HTTPS; without one, the program makes its own."),
    };
}

// A certificate is of no use without its key.
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
