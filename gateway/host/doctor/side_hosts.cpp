#include "side_hosts.h"

#include "reach_findings.h"

#include "gateway/http/proxy/system_proxy.h"
#include "gateway/providers/signing/google_account.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace gateway::host {

namespace {

constexpr const char* kExport = "export.otlp";

QUrl urlOfHost(const SideHost& host) { return QUrl(QString::fromStdString(host.url)); }

/// Empty: its keys are not service accounts.
std::vector<SideHost> signInsOf(const exchange::Provider& provider, const exchange::ResolvedSecrets& secrets)
{
    std::vector<SideHost> hosts;
    for (const config::ProviderKey& key : provider.settings->keys) {
        const auto secret = secrets.find(key.secret);
        if (!key.enabled || provider.holdsBack(key.secret) || secret == secrets.end() || !secret->second || !providers::isGoogleKeyFile(*secret->second))
            continue;
        const auto account = providers::parseGoogleAccount(*secret->second);
        if (!account)
            continue;
        SideHost host{SideHost::Purpose::SignIn, provider.settings->id, account->tokenUri, provider.settings->sslVerify, provider.settings->caFile.value_or(std::string())};
        if (provider.settings->proxy.mode != "system") // otherwise that of the provider's own host
            host.proxy = provider.origin.proxy.empty() ? QNetworkProxy(QNetworkProxy::NoProxy) : provider.proxy;
        const auto isSame = [&host](const SideHost& other) { return urlOfHost(other).authority() == urlOfHost(host).authority(); };
        if (std::ranges::none_of(hosts, isSame))
            hosts.push_back(std::move(host));
    }
    return hosts;
}

std::optional<SideHost> collectorOf(const config::OtlpSettings& otlp, const Environment& environment)
{
    if (!otlp.endpoint || (!otlp.traces && !otlp.metrics))
        return std::nullopt;
    const auto named = environment.find("OTEL_EXPORTER_OTLP_ENDPOINT");
    const std::string ofEnvironment = named == environment.end() ? std::string() : named->second;
    return SideHost{SideHost::Purpose::Export, kExport, *otlp.endpoint == "env" ? ofEnvironment : *otlp.endpoint};
}

/// Replaces the remedy for a provider's own host.
Sentence exportRemedy(const Door& door, const Knock& knock)
{
    switch (knock.failedAt) {
    case Knock::Step::Name: return {QT_TRANSLATE_NOOP("Doctor", "Check the network, the DNS server and “export.otlp.endpoint”.")};
    case Knock::Step::Connection:
        return door.proxy.type() == QNetworkProxy::NoProxy
            ? Sentence{QT_TRANSLATE_NOOP("Doctor", "Start the collector, or correct “export.otlp.endpoint”.")}
            : Sentence{QT_TRANSLATE_NOOP("Doctor", "Check the proxy, or list the collector’s host in NO_PROXY.")};
    case Knock::Step::Tls: return {QT_TRANSLATE_NOOP("Doctor", "Correct the clock. For a private certificate authority, set SSL_CERT_FILE to a PEM file with its "
        "certificate.")};
    case Knock::Step::Answer: return {QT_TRANSLATE_NOOP("Doctor", "Correct “export.otlp.endpoint” if that is not the collector.")};
    case Knock::Step::Done: break;
    }
    return {};
}

} // namespace

std::vector<SideHost> sideHosts(const exchange::Snapshot& snapshot, const exchange::ResolvedSecrets& secrets, const Environment& environment)
{
    std::vector<SideHost> hosts;
    for (const exchange::Provider& provider : snapshot.providers)
        if (provider.settings->enabled && provider.endpoint)
            std::ranges::move(signInsOf(provider, secrets), std::back_inserter(hosts));
    if (auto collector = collectorOf(snapshot.settings.exports.otlp, environment))
        hosts.push_back(std::move(*collector));
    return hosts;
}

std::vector<SideHost> withProxies(std::vector<SideHost> hosts, const http::ProxyRules& rules)
{
    for (SideHost& host : hosts) {
        const QUrl url = urlOfHost(host);
        if (url.host().isEmpty() || !url.scheme().startsWith(QLatin1String("http"))) {
            host.problem = {QT_TRANSLATE_NOOP("Error", "it is not a server address such as http://127.0.0.1:4318")};
        } else if (!host.proxy) {
            const http::FoundProxy found = http::findProxy(url, rules);
            host.proxy = found.proxy;
            host.problem = found.problem;
        }
    }
    return hosts;
}

Door doorOf(const SideHost& host)
{
    Door door = ownDoor(host.url, host.caFile);
    door.verify = host.verify;
    door.needsCaFile = true;
    door.proxy = host.proxy.value_or(QNetworkProxy(QNetworkProxy::NoProxy));
    door.path = "/";
    return door;
}

Finding routeFinding(const SideHost& host)
{
    const bool isExport = host.purpose == SideHost::Purpose::Export;
    const std::string place = host.problem.isEmpty() ? placeOf(doorOf(host)) : bareAddress(host.url);
    if (!host.problem.isEmpty())
        return {Check::Proxy, Outcome::Problem, host.subject,
            isExport ? Sentence{QT_TRANSLATE_NOOP("Doctor", "Traces and metrics cannot be sent to %1: %2."), {place, host.problem}}
                     : Sentence{QT_TRANSLATE_NOOP("Doctor", "Provider %1 cannot sign in at %2: %3."), {host.subject, place, host.problem}}};
    const QNetworkProxy proxy = *host.proxy;
    if (proxy.type() == QNetworkProxy::NoProxy)
        return {Check::Proxy, Outcome::Ok, host.subject,
            isExport ? Sentence{QT_TRANSLATE_NOOP("Doctor", "Traces and metrics are sent to %1 directly, without a proxy."), {place}}
                     : Sentence{QT_TRANSLATE_NOOP("Doctor", "Provider %1 signs in at %2 directly, without a proxy."), {host.subject, place}}};
    return {Check::Proxy, Outcome::Ok, host.subject,
        isExport ? Sentence{QT_TRANSLATE_NOOP("Doctor", "Traces and metrics are sent to %1 through proxy %2."), {place, proxyText(proxy)}}
                 : Sentence{QT_TRANSLATE_NOOP("Doctor", "Provider %1 signs in at %2 through proxy %3."), {host.subject, place, proxyText(proxy)}}};
}

Finding sideFinding(const SideHost& host, const Door& door, const Knock& knock)
{
    Finding finding = knockFinding(host.subject, door, knock);
    if (host.purpose == SideHost::Purpose::Export && !knock.isOk())
        finding.remedy = exportRemedy(door, knock);
    else if (knock.failedAt == Knock::Step::Name)
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Check the network and the DNS server.")};
    return finding;
}

} // namespace gateway::host
