#include "reach_findings.h"

#include "surroundings.h"

#include "gateway/config/checks/own_address.h"
#include "gateway/core/text/origin_text.h"

#include <QUrl>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace gateway::host {

namespace {

/// AWS and Google reject signatures made with a clock that is five minutes off. Source: AWS, Signature Version 4, date
/// handling.
constexpr std::chrono::seconds kFarOff{240};
constexpr std::chrono::seconds kOff{30};

std::string textOf(Milliseconds time) { return std::to_string(time.count()); }

Sentence failedAt(const Door& door, const Knock& knock)
{
    switch (knock.failedAt) {
    case Knock::Step::Name: return {QT_TRANSLATE_NOOP("Doctor", "Host %1 was not found."), {door.host}};
    case Knock::Step::Connection:
        if (door.proxy.type() != QNetworkProxy::NoProxy)
            return {QT_TRANSLATE_NOOP("Doctor", "%1 cannot be reached through the proxy %2: %3."), {placeOf(door), proxyText(door.proxy), knock.words}};
        return {QT_TRANSLATE_NOOP("Doctor", "%1 cannot be reached: %2."), {placeOf(door), knock.words}};
    case Knock::Step::Tls: return {QT_TRANSLATE_NOOP("Doctor", "%1 is reachable, but its TLS connection cannot be trusted: %2."), {placeOf(door), knock.words}};
    case Knock::Step::Answer: return {QT_TRANSLATE_NOOP("Doctor", "%1 accepts the connection but does not answer: %2."), {placeOf(door), knock.words}};
    case Knock::Step::Done: break;
    }
    return {};
}

Sentence remedyOf(const Door& door, const Knock& knock)
{
    switch (knock.failedAt) {
    case Knock::Step::Name: return {QT_TRANSLATE_NOOP("Doctor", "Check the network, the DNS server and base_url of the provider.")};
    case Knock::Step::Connection:
        if (knock.status != 0) // the proxy responded
            return {QT_TRANSLATE_NOOP("Doctor", "Correct the user name and password of the proxy, allow this address in the proxy, or choose another proxy or none "
        "for this provider.")};
        return door.proxy.type() != QNetworkProxy::NoProxy
            ? Sentence{QT_TRANSLATE_NOOP("Doctor", "Start the proxy, or choose another proxy or none for this provider.")}
            : Sentence{QT_TRANSLATE_NOOP("Doctor", "Check the network and the firewall. If the provider can only be reached through a proxy, set its “proxy”.")};
    case Knock::Step::Tls:
        return {QT_TRANSLATE_NOOP("Doctor", "Correct the clock. If a company proxy inspects TLS, set “ca_file” of the provider or SSL_CERT_FILE to its certificate "
        "authority.")};
    case Knock::Step::Answer: return {QT_TRANSLATE_NOOP("Doctor", "Try again later, or check the proxy, tunnel or firewall in between.")};
    case Knock::Step::Done: break;
    }
    return {};
}

} // namespace

std::string placeOf(const Door& door) { return originText(door.isSecure ? "https" : "http", door.host, door.port); }

std::string proxyText(const QNetworkProxy& proxy)
{
    return originText(proxy.type() == QNetworkProxy::Socks5Proxy ? "socks5" : "http", proxy.hostName().toStdString(), proxy.port());
}

std::optional<Door> doorOf(const exchange::Provider& provider)
{
    if (!provider.settings->enabled || !provider.endpoint || provider.endpoint->port == 0 || !provider.proxyProblem.isEmpty())
        return std::nullopt;
    Door door;
    door.host = provider.endpoint->host;
    door.port = provider.endpoint->port;
    door.isSecure = provider.endpoint->isSecure;
    door.verify = provider.settings->sslVerify;
    door.caFile = provider.settings->caFile.value_or(std::string());
    if (!provider.origin.proxy.empty())
        door.proxy = provider.proxy;
    return door;
}

Door ownDoor(const std::string& url, const std::string& caFile)
{
    const QUrl parsed(QString::fromStdString(url));
    Door door;
    door.host = parsed.host().toStdString();
    door.isSecure = parsed.scheme() == QStringLiteral("https");
    door.port = parsed.port(door.isSecure ? 443 : 80);
    door.caFile = caFile;
    door.needsCaFile = false;
    door.path = "/health";
    return door;
}

std::vector<std::string> wantedAddresses(const config::ListenSettings& listen)
{
    std::vector<std::string> hosts{listen.address};
    if (listen.address == "127.0.0.1" || listen.address == "::")
        hosts = {"127.0.0.1", "::1"};
    else if (listen.address == "0.0.0.0")
        hosts = {"127.0.0.1"};
    std::vector<std::string> urls;
    for (const std::string& host : hosts)
        if (listen.httpPort > 0)
            urls.push_back(originText("http", host, listen.httpPort));
    for (const std::string& host : hosts)
        if (listen.httpsPort.value_or(0) > 0)
            urls.push_back(originText("https", host, *listen.httpsPort));
    return urls;
}

Finding portFinding(const std::string& url, const Knock& knock, bool isRunningHere, const std::string& holder)
{
    if (knock.isOk() && knock.isSignalbox())
        return {Check::Ports, Outcome::Ok, url, {QT_TRANSLATE_NOOP("Doctor", "Signalbox answers at %1 in %2 ms."), {url, textOf(knock.answer)}}};
    const Sentence another{QT_TRANSLATE_NOOP("Doctor", "Stop that program, or choose another port: listen.http_port, listen.https_port.")};
    const bool somebodyIsThere = knock.isOk() || knock.failedAt == Knock::Step::Tls || knock.failedAt == Knock::Step::Answer;
    if (somebodyIsThere && !holder.empty())
        return {Check::Ports, Outcome::Problem, url, {QT_TRANSLATE_NOOP("Doctor", "Another program is listening on %1: %2."), {url, holder}}, another};
    if (knock.isOk())
        return {Check::Ports, Outcome::Problem, url, {QT_TRANSLATE_NOOP("Doctor", "Another program answers at %1."), {url}}, another};
    if (somebodyIsThere)
        return {Check::Ports, Outcome::Problem, url, {QT_TRANSLATE_NOOP("Doctor", "A program is listening on %1, but its answer is not from Signalbox: %2."), {url, knock.words}}, another};
    if (isRunningHere)
        return {Check::Ports, Outcome::Problem, url, {QT_TRANSLATE_NOOP("Doctor", "Signalbox is running but does not answer at %1: %2."), {url, knock.words}},
            {QT_TRANSLATE_NOOP("Doctor", "Restart Signalbox. A firewall on this machine may block access to it.")}};
    return {Check::Ports, Outcome::Notice, url, {QT_TRANSLATE_NOOP("Doctor", "Nothing is listening on %1."), {url}},
        {QT_TRANSLATE_NOOP("Doctor", "Start Signalbox; the port is free.")}};
}

Finding knockFinding(const std::string& id, const Door& door, const Knock& knock)
{
    if (!knock.isOk())
        return {Check::Providers, Outcome::Problem, id, failedAt(door, knock), remedyOf(door, knock)};
    if (!door.isSecure)
        return {Check::Providers, Outcome::Ok, id,
            {QT_TRANSLATE_NOOP("Doctor", "%1 is reachable: connected in %2 ms, answered in %3 ms."), {placeOf(door), textOf(knock.connect), textOf(knock.answer)}}};
    Finding finding{Check::Providers, Outcome::Ok, id,
        {QT_TRANSLATE_NOOP("Doctor", "%1 is reachable: connected in %2 ms, TLS in %3 ms, answered in %4 ms."),
            {placeOf(door), textOf(knock.connect), textOf(knock.tls), textOf(knock.answer)}}};
    if (!door.verify) {
        finding.outcome = Outcome::Notice;
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Its certificate is not verified, so anyone on the way can read the key. Enable “ssl_verify”; for a private "
        "certificate authority, set “ca_file” of the provider.")};
    }
    return finding;
}

std::optional<Finding> loopFinding(const exchange::Provider& provider, const Door& door, const config::ListenSettings& listen, const std::vector<std::string>& listensAt)
{
    const std::string& address = provider.endpoint->baseUrl;
    if (!config::isOwnUrl(address, listen) && !config::isOwnUrl(address, listensAt))
        return std::nullopt;
    return Finding{Check::Providers, Outcome::Problem, provider.settings->id,
        {QT_TRANSLATE_NOOP("Doctor", "Its address %1 is Signalbox itself: every request to it would be refused as a loop."), {placeOf(door)}},
        {QT_TRANSLATE_NOOP("Doctor", "Set base_url to the provider’s own address. If the provider’s program should listen there, choose another port for Signalbox: "
        "listen.http_port.")}};
}

std::vector<Finding> proxyFindings(const exchange::Snapshot& snapshot)
{
    std::vector<std::pair<std::string, std::string>> used; // proxy, providers
    std::vector<Finding> findings;
    for (const exchange::Provider& provider : snapshot.providers) {
        if (!provider.settings->enabled || provider.origin.proxy.empty())
            continue;
        if (!provider.proxyProblem.isEmpty()) {
            findings.push_back({Check::Proxy, Outcome::Problem, provider.settings->id,
                {QT_TRANSLATE_NOOP("Doctor", "Nothing can be sent to provider %1: %2."), {provider.settings->id, provider.proxyProblem}}});
            continue;
        }
        const std::string proxy = proxyText(provider.proxy);
        const auto known = std::ranges::find(used, proxy, &std::pair<std::string, std::string>::first);
        if (known == used.end())
            used.emplace_back(proxy, provider.settings->id);
        else
            known->second += ", " + provider.settings->id;
    }
    for (const auto& [proxy, providers] : used)
        findings.push_back({Check::Proxy, Outcome::Ok, proxy, {QT_TRANSLATE_NOOP("Doctor", "Proxy %1 is used for %2."), {proxy, providers}}});
    if (findings.empty())
        findings.push_back({Check::Proxy, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "Requests to every provider are sent directly, without a proxy.")}});
    return findings;
}

std::optional<ClockReading> readClock(const std::string& provider, const Knock& knock)
{
    if (!knock.isOk() || !knock.date)
        return std::nullopt;
    const auto theirs = *knock.date + Milliseconds(500);
    const auto ours = knock.answeredAt - knock.answer / 2;
    return ClockReading{provider, std::chrono::round<std::chrono::seconds>(ours - theirs)};
}

Finding clockFinding(const std::vector<ClockReading>& readings)
{
    if (readings.empty())
        return {Check::Clock, Outcome::NotChecked, {}, {QT_TRANSLATE_NOOP("Doctor", "No provider reported the time.")}};
    const auto size = [](const ClockReading& reading) { return std::abs(reading.ahead.count()); };
    const ClockReading best = *std::ranges::min_element(readings, {}, size);
    const std::string seconds = std::to_string(size(best));
    if (size(best) < kOff.count())
        return {Check::Clock, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "The clock agrees with %1."), {best.provider}}};
    const Sentence found = best.ahead.count() > 0
        ? Sentence{QT_TRANSLATE_NOOP("Doctor", "The clock is %1 s ahead of %2."), {seconds, best.provider}}
        : Sentence{QT_TRANSLATE_NOOP("Doctor", "The clock is %1 s behind %2."), {seconds, best.provider}};
    return {Check::Clock, size(best) < kFarOff.count() ? Outcome::Notice : Outcome::Problem, {}, found,
        {QT_TRANSLATE_NOOP("Doctor", "Synchronize the clock over the network. With a wrong clock, certificates and signed requests are rejected.")}};
}

} // namespace gateway::host
