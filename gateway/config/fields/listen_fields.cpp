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
            "\"auto\" lets callers on loopback in without a key; \"always\" wants a known consumer key."),
        row("allowed_hosts", &L::allowedHosts, listOf(text(rules::kDomain)),
            "Host names that requests may name, beside loopback names, the listen address and the domains of routes."),
        row("allowed_origins", &L::allowedOrigins, listOf(text(rules::kOrigin)),
            "Origins of web pages that may call and read answers, such as https://app.example.com; vscode-webview://* is all of "
            "an app's own scheme. Pages of this machine may call without."),
        row("max_header_bytes", &L::maxHeaderBytes, wholeNumber<std::int64_t>(kKibibyte, kMebibyte),
            "Longest request head that is read."),
        row("max_body_bytes", &L::maxBodyBytes, wholeNumber<std::int64_t>(kKibibyte, 4096 * kMebibyte),
            "Longest request body that is read."),
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
